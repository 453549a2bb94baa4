import type { Challenge, Operation } from '../core/challenge.ts';
import { parseJson, withValue } from '../core/json.ts';
import type { Fault, ProxiedRequest, ProxiedResponse } from './fault-proxy.ts';

/** Which requests a fault concerns. */
export type Matcher = (request: ProxiedRequest) => boolean;

const escaped = (text: string) => text.replace(/[.*+?^$()|[\]\\]/g, '\\$&');

const patternOf = (operation: Operation): RegExp =>
  new RegExp(`^${escaped(operation.path).replace(/\{[^}]+\}/g, '[^/]+')}/?(\\?.*)?$`);

/** Requests of an operation of the contract. */
export const onOperation = (challenge: Challenge, operationId: string): Matcher => {
  const operation = challenge.operations.get(operationId);
  if (operation === undefined) throw new Error(`the contract has no operation "${operationId}"`);
  const pattern = patternOf(operation);
  return (request) => request.method === operation.method && pattern.test(request.path);
};

/** Every request. */
export const onAll: Matcher = () => true;

/** Changes the answers of matching requests. */
export const alter = (
  id: string,
  matches: Matcher,
  change: (response: ProxiedResponse, request: ProxiedRequest) => void,
): Fault => ({
  id,
  response(response, request) {
    if (matches(request)) change(response, request);
  },
});

/** Answers with another status, only where the real one is `from`. */
export const swapStatus = (matches: Matcher, from: number, to: number): Fault =>
  alter(`status-${from}-${to}`, matches, (response) => {
    if (response.status === from) response.status = to;
  });

/** Leaves out a response header. */
export const dropHeader = (matches: Matcher, name: string): Fault =>
  alter(`without-${name}`, matches, (response) => {
    delete response.headers[name.toLowerCase()];
  });

/** Sets a response header, only on the given status where one is named. */
export const setHeader = (matches: Matcher, name: string, value: string, status?: number): Fault =>
  alter(`header-${name}`, matches, (response) => {
    if (status === undefined || response.status === status) response.headers[name.toLowerCase()] = value;
  });

/** Changes JSON bodies; answers that are no JSON stay. */
export const editJson = (
  id: string,
  matches: Matcher,
  edit: (body: unknown, response: ProxiedResponse) => unknown,
): Fault =>
  alter(id, matches, (response) => {
    const body = parseJson(response.body);
    if (body !== undefined) response.body = JSON.stringify(edit(body, response));
  });

/** Sets a member of JSON bodies. */
export const setField = (matches: Matcher, pointer: string, value: unknown): Fault =>
  editJson(`set${pointer.replaceAll('/', '-')}`, matches, (body) => withValue(body, pointer, value));

/** Changes requests before the API sees them: an API that ignores something. */
export const ignoring = (id: string, matches: Matcher, change: (request: ProxiedRequest) => void): Fault => ({
  id,
  request(request) {
    if (matches(request)) change(request);
  },
});
