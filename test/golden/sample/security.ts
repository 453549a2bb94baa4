import { exchange, familyOf, finding } from './builder.ts';

const expired =
  'Bearer eyJhbGciOiJSUzI1NiIsImtpZCI6ImFzc2F5LTEiLCJ0eXAiOiJKV1QifQ.eyJpc3MiOiJodHRwczovL2lzc3Vlci5leGFtcGxlIiwiYXVkIjoiY2hlY2tvdXQtYXBpIiwic3ViIjoiYWxpY2UiLCJpYXQiOjE3OTU0MzUyMDAsImV4cCI6MTc5NTQzODgwMCwic2NvcGUiOiJjYXJ0IG9yZGVycyJ9.Zm9yZ2VkLXNpZ25hdHVyZQ';

export const auth = familyOf('auth', 'Authentication', 20, [
  {
    id: 'missing-credentials',
    title: 'Answers 401 with a challenge without credentials',
    points: 3,
    severity: 'critical',
    basis: 'standard',
    signals: ['security'],
  },
  {
    id: 'unsigned-token',
    title: 'Rejects an unsigned token',
    points: 2,
    severity: 'critical',
    basis: 'standard',
    signals: ['security'],
  },
  {
    id: 'foreign-key',
    title: 'Rejects a token signed with another key',
    points: 2,
    severity: 'critical',
    signals: ['security'],
  },
  {
    id: 'key-confusion',
    title: 'Rejects a token keyed with the public key',
    points: 2,
    severity: 'critical',
    signals: ['security'],
    visibility: 'hidden',
  },
  {
    id: 'expired-token',
    title: 'Rejects an expired token',
    failureTitle: 'Accepts an expired token',
    plain: 'Lets people in with an expired pass: a security gap to discuss.',
    points: 5,
    status: 'fail',
    severity: 'critical',
    basis: 'standard',
    reference: { label: 'RFC 7519 section 4.1.4', url: 'https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4' },
    codes: ['OWASP API2:2023', 'CWE-613'],
    signals: ['security'],
    requirements: ['R-12'],
    question: 'Which claims of a token do you check before you trust it, and in which order?',
    durationMs: 12,
    findings: [
      finding(
        '`GET /v2/orders` answered 200 to a token that expired one hour ago.',
        'Verify `exp` before trusting any claim; allow at most 60 s of leeway.',
        {
          expected: '401, WWW-Authenticate: Bearer error="invalid_token"',
          received: '200, 3 orders',
          exchange: exchange(
            'expired-token',
            { method: 'GET', path: '/v2/orders', headers: { accept: 'application/json', authorization: expired } },
            {
              status: 200,
              headers: { 'content-type': 'application/json; charset=utf-8' },
              body: '{"data":[{"id":"o_1"},{"id":"o_2"},{"id":"o_3"}],"nextCursor":null}',
            },
          ),
        },
      ),
    ],
  },
  {
    id: 'wrong-audience',
    title: 'Rejects a token for another audience',
    failureTitle: 'Accepts a token for another audience',
    plain: 'A pass issued for another system also opens this one.',
    points: 2,
    status: 'partial',
    score: 0.5,
    severity: 'high',
    reference: { label: 'RFC 8725 section 3.9', url: 'https://www.rfc-editor.org/rfc/rfc8725#section-3.9' },
    codes: ['OWASP API2:2023'],
    signals: ['security'],
    requirements: ['R-12'],
    question: 'Why does a token carry an audience, and what goes wrong when nobody checks it?',
    findings: [
      finding(
        '`POST /v2/orders/{orderId}/pay` answered 200 to a token whose audience is `billing-api`.',
        'Require `aud` to be `checkout-api` in the one place where tokens are verified.',
        {
          expected: '401',
          received: '200',
          at: 'POST /v2/orders/{orderId}/pay',
          exchange: exchange(
            'wrong-audience',
            { method: 'POST', path: '/v2/orders/o_17/pay', headers: { authorization: expired, 'content-length': '0' } },
            { status: 200, headers: {}, body: '{"status":"paid"}' },
          ),
        },
      ),
    ],
  },
  {
    id: 'foreign-order',
    title: 'Hides the orders of others',
    points: 3,
    severity: 'critical',
    signals: ['security'],
    requirements: ['R-13'],
  },
  { id: 'admin-only', title: 'Lets only admins change products', points: 1, severity: 'high', signals: ['security'] },
  {
    id: 'login-timing',
    title: 'Answers unknown and known users in the same time',
    points: 1,
    basis: 'advisory',
    status: 'not-applicable',
    reason: 'the challenge has no login operation: tokens come from the issuer',
  },
]);

export const versioning = familyOf('versioning', 'Versioning', 10, [
  { id: 'both-versions', title: 'v1 and v2 both answer', points: 3, requirements: ['R-15'] },
  { id: 'shared-data', title: 'An order made in v1 can be read in v2', points: 3, severity: 'high' },
  { id: 'deprecation-field', title: 'v1 announces its deprecation', points: 2, basis: 'standard' },
  { id: 'unknown-version', title: 'Answers 404 to an unknown version', points: 2 },
]);

export const concurrency = familyOf('concurrency', 'Concurrency', 12, [
  {
    id: 'oversell',
    title: 'Never sells more than the stock',
    points: 4,
    severity: 'critical',
    signals: ['concurrency'],
    requirements: ['R-16'],
    attempts: 30,
  },
  {
    id: 'idempotent-checkout',
    title: 'A repeated checkout makes one order',
    points: 3,
    severity: 'critical',
    signals: ['concurrency'],
  },
  {
    id: 'lost-update',
    title: 'Two writers with the same ETag: one gets 412',
    points: 3,
    severity: 'high',
    signals: ['concurrency'],
    status: 'pass',
    flaky: true,
    attempts: 2,
    failures: 1,
  },
  {
    id: 'pay-cancel-race',
    title: 'Paying and cancelling at once ends in one state',
    failureTitle: 'Paying and cancelling at once both succeed',
    plain: 'An order can end up both paid and cancelled.',
    points: 2,
    status: 'blocked',
    severity: 'high',
    signals: ['concurrency'],
    requirements: ['R-16'],
    reason: '`POST /v2/orders/{orderId}/cancel` answered 501, so there was no cancellation to race against',
  },
]);
