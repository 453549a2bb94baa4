import { isJsonObject, parseJson, valueAt, withValue } from '../../src/core/json.ts';
import type { Fault, ProxiedResponse } from '../../src/verify/fault-proxy.ts';
import { alter, editJson, ignoring, type Matcher, onAll, onOperation } from '../../src/verify/faults.ts';
import { challenge } from './judging.ts';

const on = (operation: string): Matcher => onOperation(challenge, operation);
const isSuccess = (response: ProxiedResponse) => response.status >= 200 && response.status < 300;

/** Requests to exactly this path. */
export const onOnly =
  (path: string): Matcher =>
  (request) =>
    request.path === path;

/** Every Location leads to something else that exists. */
export const locationOfAnother = (): Fault => ({
  id: 'location-of-another',
  async response(response, request, upstream) {
    const { location } = response.headers;
    if (!on('createProduct')(request) || location === undefined) return;
    await upstream({ ...request, body: request.body.replace('"SKU-', '"OTHER-') });
    const { body } = await upstream({ method: 'GET', path: '/v2/products?limit=2', headers: {}, body: '' });
    const ids = [0, 1].map((position) => String(valueAt(parseJson(body), `/items/${position}/id`)));
    response.headers.location = `/v2/products/${ids.find((id) => !location.includes(id))}`;
  },
});

/** Location as a whole URL, on whatever host the API believes to be: a valid design. */
export const absoluteLocation = (): Fault =>
  alter('absolute-location', onAll, (response) => {
    const { location } = response.headers;
    if (location) response.headers.location = new URL(location, 'https://shop.example.test').href;
  });

const reversed = (value: unknown): unknown =>
  isJsonObject(value)
    ? Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, inner]) => [key, reversed(inner)]),
      )
    : value;

/** Members in another order: a valid design. */
export const reverseMembers = (): Fault => editJson('reverse-members', on('getProduct'), reversed);

/** Reads a body whatever its type says. */
export const readAnyType = (operation: string): Fault =>
  ignoring('read-any-type', on(operation), (request) => {
    request.headers['content-type'] = 'application/json';
  });

/** What was read once can be read for ever. */
export const undelete = (): Fault => {
  const known = new Map<string, ProxiedResponse>();
  return {
    id: 'undelete',
    async request(request, upstream) {
      if (on('deleteCart')(request))
        known.set(request.path, await upstream({ ...request, method: 'GET', headers: { ...request.headers } }));
      return undefined;
    },
    response(response, request) {
      const before = known.get(request.path);
      if (on('getCart')(request) && response.status === 404 && before) Object.assign(response, before);
    },
  };
};

/** An update is answered well and does nothing. */
export const ignoreUpdates = (): Fault => ({
  id: 'ignore-updates',
  request: (request, upstream) =>
    on('updateProduct')(request) ? upstream({ method: 'GET', path: request.path, headers: {}, body: '' }) : undefined,
});

/** An update clears what it does not name. */
export const forgetOnUpdate = (): Fault =>
  ignoring('forget-on-update', on('updateProduct'), (request) => {
    const body = parseJson(request.body);
    if (isJsonObject(body)) request.body = JSON.stringify({ description: null, ...body });
  });

/** PUT adds to the quantity. */
export const addUp = (): Fault => {
  const totals = new Map<string, number>();
  return {
    id: 'add-up',
    response(response, request) {
      if (!on('putCartItem')(request)) return;
      const total = (totals.get(request.path) ?? 0) + Number(valueAt(parseJson(request.body), '/quantity'));
      totals.set(request.path, total);
      response.body = JSON.stringify(withValue(parseJson(response.body), '/items/0/quantity', total));
    },
  };
};

/** A refused update saves its valid half. */
export const saveHalf = (): Fault => ({
  id: 'save-half',
  async response(response, request, upstream) {
    if (!on('updateProduct')(request) || response.status !== 422) return;
    const { name } = parseJson(request.body) as { name?: unknown };
    await upstream({ ...request, body: JSON.stringify({ name }) });
  },
});

/** Each reading is counted, in sight. */
export const countReads = (): Fault => {
  let reads = 0;
  return editJson('count-reads', on('getProduct'), (body) => withValue(body, '/views', reads++));
};

/** What is pending can be shipped. */
export const shipUnpaid = (): Fault =>
  alter('ship-unpaid', on('shipOrder'), (response) => {
    if (parseJson(response.body) && !isSuccess(response) && /pending/.test(response.body)) response.status = 200;
  });

/** HEAD crashes. */
export const failHead = (): Fault =>
  alter(
    'fail-head',
    (request) => request.method === 'HEAD',
    (response) => {
      response.status = 500;
    },
  );

/** An action is answered well and does nothing. */
export const answerOnly = (operation: string): Fault => ({
  id: 'answer-only',
  request: (request) =>
    on(operation)(request) ? { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' } : undefined,
});
