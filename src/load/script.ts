import { validateHeaderName, validateHeaderValue } from 'node:http';
import { seededRandom } from '../core/random.ts';
import { nonce } from './nonce.ts';
import { cumulativeShares, pick } from './shares.ts';

/** What an answer must be to count as one. */
type LoadExpectation = {
  statuses: number[];
  /** Text the body must hold; `{nonce}` stands for the request's own. Required for GET: an empty 200 is no answer. */
  contains?: string;
};

/** One request of a pool. `{nonce}` in path, header values and body is replaced by a value unique to each sending. */
export type LoadRequest = {
  method: string;
  /** Begins with exactly one slash. */
  path: string;
  headers: Record<string, string>;
  body?: string;
  expect: LoadExpectation;
};

export type LoadScriptOperation = {
  operationId: string;
  /** Part of all requests, relative to the other operations' shares; > 0. */
  share: number;
  /** How often each request of the pool is drawn: all alike, or the n-th in proportion to 1/n. */
  choice: 'uniform' | 'zipf';
  requests: LoadRequest[];
};

/** What a load phase sends. Plain JSON: it crosses into the worker. */
export type LoadScript = { operations: LoadScriptOperation[] };

/** A request ready to be sent, placeholders filled. */
export type RenderedRequest = {
  /** Index into the script's operations. */
  operation: number;
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | undefined;
  statuses: readonly number[];
  contains: string | undefined;
};

const methods = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

const assertRequest = (operationId: string, request: LoadRequest): void => {
  const wrong = (what: string) => new RangeError(`load request of ${operationId}: ${what}`);
  if (!methods.has(request.method)) throw wrong(`method "${request.method}" is none of ${[...methods].join(', ')}`);
  if (!/^\/(?!\/)[!-~]*$/.test(request.path)) throw wrong(`path "${request.path}" is not a path of visible ASCII`);
  for (const [name, value] of Object.entries(request.headers)) {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  }
  if (request.expect.statuses.length === 0) throw wrong('no status is expected');
  if (request.method === 'GET' && !request.expect.contains) throw wrong('a GET needs `contains`');
};

type Template = (token: string) => string;

const template = (text: string): Template => {
  const parts = text.split('{nonce}');
  return parts.length === 1 ? () => text : (token) => parts.join(token);
};

const compileRequest = (operation: number, request: LoadRequest): ((token: string) => RenderedRequest) => {
  const path = template(request.path);
  const body = request.body === undefined ? undefined : template(request.body);
  const contains = request.expect.contains === undefined ? undefined : template(request.expect.contains);
  // Without it a server may compress, and the check of the body would read noise.
  const headers = Object.entries({ 'accept-encoding': 'identity', ...request.headers }).map(
    ([name, value]) => [name, template(value)] as const,
  );
  const { method } = request;
  const { statuses } = request.expect;
  return (token) => ({
    operation,
    method,
    path: path(token),
    headers: Object.fromEntries(headers.map(([name, value]) => [name, value(token)])),
    body: body?.(token),
    statuses,
    contains: contains?.(token),
  });
};

const popularity = (operation: LoadScriptOperation): number[] =>
  cumulativeShares(operation.requests.map((_, index) => (operation.choice === 'zipf' ? 1 / (index + 1) : 1)));

/**
 * Turns a script into an endless supply of requests: operations by share, requests of a pool by its choice, both from
 * the seed; each with a nonce of its own.
 * @throws RangeError when the script is empty or a request cannot be sent or checked
 */
export const compileScript = (script: LoadScript, seed: number): (() => RenderedRequest) => {
  if (script.operations.length === 0) throw new RangeError('load script without operations');
  const compiled = script.operations.map((operation, index) => {
    const { operationId, requests, share } = operation;
    if (requests.length === 0) throw new RangeError(`load operation ${operationId} has no requests`);
    if (!(share > 0)) throw new RangeError(`load operation ${operationId}: share ${share} is not above 0`);
    for (const request of requests) assertRequest(operationId, request);
    return { weights: popularity(operation), render: requests.map((request) => compileRequest(index, request)) };
  });
  const shares = cumulativeShares(script.operations.map(({ share }) => share));
  const random = seededRandom(seed, 'mix');
  return () => {
    const operation = compiled[pick(shares, random())];
    const render = operation?.render[pick(operation.weights, random())];
    if (!render) throw new RangeError('load script drew an operation it does not have');
    return render(nonce());
  };
};
