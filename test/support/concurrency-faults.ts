import { randomUUID } from 'node:crypto';
import { parseJson, valueAt, withValue } from '../../src/core/json.ts';
import type { Fault, ProxiedRequest, ProxiedResponse } from '../../src/verify/fault-proxy.ts';
import { alter, ignoring, type Matcher, onOperation } from '../../src/verify/faults.ts';
import { challenge } from './judging.ts';

const on = (operation: string): Matcher => onOperation(challenge, operation);
const ordering = on('createOrder');
const keyOf = (request: ProxiedRequest) => request.headers['idempotency-key'] ?? '';
const isSuccess = (response: ProxiedResponse) => response.status >= 200 && response.status < 300;
const withId = (body: string, id: string) => JSON.stringify(withValue(parseJson(body), '/id', id));
const copyOf = (response: ProxiedResponse): ProxiedResponse => ({ ...response, headers: { ...response.headers } });

const refusal = (status: number, headers: Record<string, string> = {}): ProxiedResponse => ({
  status,
  headers: { 'content-type': 'application/problem+json', ...headers },
  body: JSON.stringify({ status, title: 'Refused' }),
});

/** The idempotency key means nothing: each request has one of its own. */
export const ignoreKey = (): Fault =>
  ignoring('ignore-key', ordering, (request) => {
    request.headers['idempotency-key'] = randomUUID();
  });

/** Runs for every repeat of a key, with the answer to it. */
const onRepeat = (id: string, act: (response: ProxiedResponse) => void): Fault => {
  const seen = new Set<string>();
  return alter(id, ordering, (response, request) => {
    if (seen.has(keyOf(request))) act(response);
    seen.add(keyOf(request));
  });
};

/** A repeat makes another order, by the look of it. */
export const otherIdOnRepeat = (): Fault =>
  onRepeat('other-id-on-repeat', (response) => {
    response.body = withId(response.body, randomUUID());
  });

/** A counter that reads other than it is, by product. */
const skewedCounter = () => {
  const skew = new Map<string, number>();
  const read = (response: ProxiedResponse) => {
    const body = parseJson(response.body);
    const stock = valueAt(body, '/stock');
    const delta = skew.get(String(valueAt(body, '/id'))) ?? 0;
    if (typeof stock === 'number') response.body = JSON.stringify(withValue(body, '/stock', stock + delta));
  };
  const add = (product: string, delta: number) => skew.set(product, (skew.get(product) ?? 0) + delta);
  return {
    read: (response: ProxiedResponse, request: ProxiedRequest) => on('getProduct')(request) && read(response),
    add,
  };
};

const productOf = (response: ProxiedResponse) => String(valueAt(parseJson(response.body), '/items/0/productId'));

/** A repeat takes from stock once more. */
export const takeAgainOnRepeat = (): Fault => {
  const counter = skewedCounter();
  const repeat = onRepeat('take-again', (response) => counter.add(productOf(response), -1));
  return {
    id: 'take-again',
    async response(response, request, upstream) {
      await repeat.response?.(response, request, upstream);
      counter.read(response, request);
    },
  };
};

/** A known key always means the first body. */
export const ignoreBody = (): Fault => {
  const bodies = new Map<string, string>();
  return ignoring('ignore-body', ordering, (request) => {
    const first = bodies.get(keyOf(request)) ?? request.body;
    bodies.set(keyOf(request), first);
    request.body = first;
  });
};

/** Each copy of a request makes an order of its own, also those that found the first in progress. */
export const effectForEachCopy = (): Fault =>
  alter('effect-for-each-copy', ordering, (response) => {
    response.status = 201;
    response.body = withId(response.body, randomUUID());
  });

/** Copies that arrive while the first is in progress are answered 409: a valid design. */
export const conflictForCopies = (): Fault => {
  const busy = new Set<string>();
  return {
    id: 'conflict-for-copies',
    request(request) {
      if (!ordering(request)) return undefined;
      if (busy.has(keyOf(request))) return refusal(409);
      busy.add(keyOf(request));
      return undefined;
    },
    response(response, request) {
      if (ordering(request) && response.status !== 409) busy.delete(keyOf(request));
    },
  };
};

/** A key belongs to everybody. */
export const shareKeys = (): Fault => {
  const answers = new Map<string, ProxiedResponse>();
  return {
    id: 'share-keys',
    request: (request) => {
      const known = ordering(request) ? answers.get(keyOf(request)) : undefined;
      return known && copyOf(known);
    },
    response(response, request) {
      if (ordering(request) && isSuccess(response)) answers.set(keyOf(request), copyOf(response));
    },
  };
};

/** Whatever the ETag, it is not the current one. */
export const refuseCurrent = (): Fault =>
  alter('refuse-current', on('updateProduct'), (response) => Object.assign(response, refusal(412)));

const bareGet = (request: ProxiedRequest): ProxiedRequest => ({
  method: 'GET',
  path: request.path,
  headers: {},
  body: '',
});

/** If-Match is not looked at: every write finds the ETag it needs. */
export const ignoreIfMatch = (operation: string): Fault => ({
  id: 'ignore-if-match',
  async request(request, upstream) {
    if (!on(operation)(request) || request.headers['if-match'] === undefined) return undefined;
    for (;;) {
      const { headers } = await upstream(bareGet(request));
      const response = await upstream({ ...request, headers: { ...request.headers, 'if-match': headers.etag ?? '' } });
      if (response.status !== 412) return response;
    }
  },
});

/** If-Match is not needed. */
export const supplyIfMatch = (operation: string): Fault => ({
  id: 'supply-if-match',
  async request(request, upstream) {
    if (!on(operation)(request) || request.headers['if-match'] !== undefined) return undefined;
    request.headers['if-match'] = (await upstream(bareGet(request))).headers.etag ?? '';
    return undefined;
  },
});

/** Stock never changes. */
export const frozenCounter = (): Fault => {
  const first = new Map<string, unknown>();
  return {
    id: 'frozen-counter',
    response(response, request) {
      const body = parseJson(response.body);
      const id = String(valueAt(body, '/id'));
      if (on('createProduct')(request)) first.set(id, valueAt(body, '/stock'));
      if (on('getProduct')(request)) response.body = JSON.stringify(withValue(body, '/stock', first.get(id)));
    },
  };
};

/** Answers success where the API answers 409. */
const succeedAnyway = (id: string, operation: string): Fault =>
  alter(id, on(operation), (response) => {
    if (response.status === 409) Object.assign(response, { status: 201, body: JSON.stringify({ id: randomUUID() }) });
  });

/** Sells what is not there. */
export const sellAnyway = (): Fault => succeedAnyway('sell-anyway', 'createOrder');

/** The same SKU as often as you like. */
export const makeDuplicates = (): Fault => succeedAnyway('make-duplicates', 'createProduct');

/** What cancelling gives back, other than it should: by how much, given whether it succeeded. */
const cancelling = (id: string, skew: (succeeded: boolean) => number): Fault => {
  const counter = skewedCounter();
  const products = new Map<string, string>();
  return {
    id,
    response(response, request) {
      if (ordering(request)) products.set(String(valueAt(parseJson(response.body), '/id')), productOf(response));
      const order = request.path.split('/')[3] ?? '';
      if (on('cancelOrder')(request)) counter.add(products.get(order) ?? '', skew(isSuccess(response)));
      counter.read(response, request);
    },
  };
};

/** A cancelled order keeps its goods. */
export const keepOnCancel = (): Fault => cancelling('keep-on-cancel', (succeeded) => (succeeded ? -1 : 0));

/** Each cancellation gives back, also of what is cancelled already. */
export const giveBackAgain = (): Fault => cancelling('give-back-again', (succeeded) => (succeeded ? 0 : 1));

/** Every action succeeds, in any state. */
export const winAlways = (operations: readonly string[]): Fault =>
  alter(
    'win-always',
    (request) => operations.some((operation) => on(operation)(request)),
    (response) => {
      if (response.status === 409) response.status = 200;
    },
  );

/** There is no limit: what would be refused is answered as the last time. */
export const unlimit = (): Fault => {
  const answers = new Map<string, ProxiedResponse>();
  return alter('unlimit', ordering, (response, request) => {
    if (isSuccess(response)) answers.set(keyOf(request), copyOf(response));
    if (response.status === 429) Object.assign(response, answers.get(keyOf(request)));
  });
};

const counting = (
  id: string,
  limit: number,
  whose: (request: ProxiedRequest) => string,
  carryOut: boolean,
  retryAfter = 5,
): Fault => {
  const counts = new Map<string, number>();
  return {
    id,
    async request(request, upstream) {
      if (!ordering(request)) return undefined;
      const count = (counts.get(whose(request)) ?? 0) + 1;
      counts.set(whose(request), count);
      if (count <= limit) return undefined;
      if (carryOut) await upstream(request);
      return refusal(429, { 'retry-after': String(retryAfter) });
    },
  };
};

const caller = (request: ProxiedRequest) => request.headers.authorization ?? '';

/** Another limit than asked for. */
export const limitTo = (limit: number): Fault => counting('limit-to', limit, caller, false);

/** Promises to serve again at once, and never does. */
export const refuseForEver = (limit: number): Fault => counting('refuse-for-ever', limit, caller, false, 0);

/** One limit for all callers together. */
export const limitTogether = (limit: number): Fault => counting('limit-together', limit, () => 'all', false);

/** Refuses beyond the limit, and does it all the same. */
export const refuseButDo = (limit: number): Fault => counting('refuse-but-do', limit, caller, true);
