import { exchange, familyOf, finding } from './builder.ts';
import { hostile } from './hostile.ts';

const json = { 'content-type': 'application/json' };
const bearer = {
  authorization:
    'Bearer eyJhbGciOiJSUzI1NiIsImtpZCI6ImFzc2F5LTEiLCJ0eXAiOiJKV1QifQ.eyJpc3MiOiJodHRwczovL2lzc3Vlci5leGFtcGxlIiwic3ViIjoiYWxpY2UiLCJleHAiOjE3MDAwMDAwMDB9.c2lnbmF0dXJl',
};

export const openapi = familyOf('openapi', 'OpenAPI', 10, [
  { id: 'document-present', title: 'Publishes an OpenAPI document', points: 2 },
  { id: 'document-valid', title: 'The document is valid OpenAPI 3.1', points: 3, basis: 'standard', severity: 'high' },
  { id: 'references-resolved', title: 'Every reference resolves inside the repository', points: 1 },
  { id: 'operation-ids', title: 'Operation ids are unique', points: 1 },
  { id: 'contract-operations', title: 'Documents every operation of the brief', points: 1, requirements: ['R-02'] },
  {
    id: 'documented-statuses',
    title: 'Documents every status it answers',
    failureTitle: 'Answers statuses that its document does not list',
    plain: 'Its documentation leaves out some of the errors it really sends.',
    points: 2,
    status: 'partial',
    score: 0.5,
    severity: 'medium',
    basis: 'standard',
    reference: { label: 'OpenAPI 3.1 section 4.8.16', url: 'https://spec.openapis.org/oas/v3.1.0#responses-object' },
    codes: ['WFC 101'],
    requirements: ['R-02'],
    question: 'How do you keep an API document and its code from drifting apart?',
    findings: [
      finding(
        '`POST /v2/carts/{cartId}/items` answered 409, which the document does not list.',
        'Add the 409 response, with its problem schema, to the operation.',
        {
          expected: 'one of 201, 400, 401, 404, 422',
          received: '409 application/problem+json',
          at: 'POST /v2/carts/{cartId}/items',
          exchange: exchange(
            'cart-item-conflict',
            {
              method: 'POST',
              path: '/v2/carts/c_81/items',
              headers: { ...json, ...bearer },
              body: '{"sku":"mug-1","quantity":1}',
            },
            {
              status: 409,
              headers: { 'content-type': 'application/problem+json' },
              body: '{"title":"already in the cart","status":409}',
            },
          ),
        },
      ),
      finding(
        '`GET /v2/products` answered 400 to `limit=abc`, which the document does not list.',
        'Add the 400 response to the operation.',
        { expected: '200', received: '400', at: `GET /v2/products?note=${hostile.direction}` },
      ),
    ],
  },
  {
    id: 'bounded-inputs',
    title: 'Bounds every string and array',
    failureTitle: 'Leaves 14 strings without a maximum length',
    points: 1,
    basis: 'advisory',
    status: 'fail',
    severity: 'low',
    reference: {
      label: 'OWASP API4:2023',
      url: 'https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/',
    },
    findings: [finding('14 string properties have no `maxLength`.', 'Set `maxLength` where the database has one.')],
  },
]);

export const statusCodes = familyOf('status-codes', 'Status codes', 15, [
  { id: 'create-status', title: 'Answers 201 with a Location to a create', points: 2, requirements: ['R-03'] },
  { id: 'created-resource', title: 'The created resource can be read at its Location', points: 2, severity: 'high' },
  { id: 'malformed-json', title: 'Answers 400 to malformed JSON', points: 2, basis: 'standard' },
  { id: 'unknown-id', title: 'Answers 404 to an unknown id', points: 2 },
  { id: 'method-not-allowed', title: 'Answers 405 with Allow to an undeclared method', points: 1, basis: 'standard' },
  {
    id: 'no-server-error',
    title: 'Never answers 5xx to invalid input',
    points: 3,
    severity: 'high',
    basis: 'standard',
  },
  { id: 'put-idempotent', title: 'The same PUT twice leaves the same state', points: 2, basis: 'standard' },
  { id: 'safe-get', title: 'GET changes nothing', points: 1, basis: 'standard', severity: 'high' },
  {
    id: 'range-requests',
    title: 'Answers range requests that it advertises',
    points: 1,
    status: 'not-applicable',
    reason: 'the API does not send Accept-Ranges, so nothing was promised',
  },
]);

export const errors = familyOf('errors', 'Errors', 8, [
  { id: 'problem-media-type', title: 'Errors are application/problem+json', points: 2, requirements: ['R-05'] },
  { id: 'problem-status', title: 'The status in the body equals the one on the wire', points: 1 },
  { id: 'one-shape', title: 'All errors have one shape', points: 2 },
  { id: 'no-internals', title: 'Errors show no stack trace or SQL', points: 2, severity: 'high', basis: 'standard' },
  {
    id: 'field-errors',
    title: 'A validation error names the field',
    failureTitle: 'A validation error does not name the field',
    plain: 'When a form is filled in wrongly, it does not say which field is wrong.',
    points: 1,
    status: 'fail',
    severity: 'low',
    requirements: ['R-05'],
    reference: { label: 'RFC 9457 section 3', url: 'https://www.rfc-editor.org/rfc/rfc9457#section-3' },
    question: 'What does a client developer need from a validation error?',
    findings: [
      finding(
        '`POST /v2/products` answered 422 to a negative price without naming `/price/amount`.',
        'Add an `errors` array with a JSON pointer and a reason for each field.',
        {
          expected: 'a body that names /price/amount',
          received: `422 ${hostile.script}`,
          exchange: exchange(
            'field-errors',
            {
              method: 'POST',
              path: '/v2/products',
              headers: { ...json, ...bearer },
              body: `{"sku":"it's-a-mug","name":"Mug","price":{"amount":-1,"currency":"EUR"},"stock":10}`,
            },
            {
              status: 422,
              headers: { 'content-type': 'application/problem+json', 'x-note': hostile.terminal },
              body: `{"title":"${hostile.script}","detail":"${hostile.markdown}"}`,
            },
            { caller: 'admin' },
          ),
        },
      ),
    ],
  },
]);

export const pagination = familyOf('pagination', 'Pagination', 10, [
  {
    id: 'page-walk',
    title: 'A walk sees every item exactly once',
    points: 3,
    severity: 'high',
    requirements: ['R-07'],
  },
  { id: 'default-limit', title: 'A page has 20 items by default', points: 1 },
  { id: 'max-limit', title: 'No page has more than 100 items', points: 2 },
  { id: 'bad-cursor', title: 'Answers 400 to a broken cursor', points: 1 },
  {
    id: 'insert-while-paging',
    title: 'Misses nothing when products are added while paging',
    failureTitle: 'Skips items when products are added while paging',
    plain: 'Somebody who scrolls through a long list can miss entries.',
    points: 3,
    status: 'fail',
    severity: 'high',
    requirements: ['R-07'],
    signals: ['data'],
    codes: ['TOSEM 12'],
    visibility: 'hidden',
    question: 'What happens to a reader who pages through the catalogue while others add products?',
    findings: [
      finding(
        'A walk over `GET /v2/products` missed 2 of 41 products that existed throughout, because 5 were added before the second page.',
        'Build the cursor from the sort key of the last item, not from an offset.',
        {
          expected: '41 products, each once',
          received: '39 products; missing p_17 and p_18',
          exchange: exchange(
            'insert-while-paging',
            { method: 'GET', path: '/v2/products?limit=20&cursor=b2Zmc2V0OjIw', headers: bearer },
            { status: 200, headers: json, body: '{"data":[{"id":"p_19"}],"nextCursor":null}' },
            { intent: 'valid' },
          ),
        },
      ),
    ],
  },
]);
