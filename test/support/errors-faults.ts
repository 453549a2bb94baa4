import type { Exchange } from '../../src/core/exchange.ts';
import { isJsonObject, parseJson, valueAt } from '../../src/core/json.ts';
import type { Fault, ProxiedRequest, ProxiedResponse } from '../../src/verify/fault-proxy.ts';
import { alter, type Matcher, onAll, onOperation } from '../../src/verify/faults.ts';
import { challenge } from './judging.ts';

/** An exchange of the traffic, as checks of facts see it. */
export const answered = (id: number, path: string, status: number, body: string): Exchange => ({
  ...{ id, checkId: 'some-check', caller: 'anonymous', intent: 'valid', durationMs: 1 },
  request: { method: 'GET', path, headers: {} },
  response: { status, headers: {}, body },
});

/** Changes the members of every problem document. */
export const onProblems = (change: (document: Record<string, unknown>) => Record<string, unknown>): Fault =>
  alter('change-problems', onAll, (response) => {
    const body = parseJson(response.body);
    if (response.status >= 400 && isJsonObject(body)) response.body = JSON.stringify(change(body));
  });

/** Answers by itself where the body of a write matches; a text is sent as it is. */
export const answerTo = (
  operation: string,
  body: RegExp,
  status: number,
  document: unknown = { title: 'A fault', status },
): Fault => ({
  id: 'answer-to',
  request: (request) =>
    onOperation(challenge, operation)(request) && body.test(request.body)
      ? {
          status,
          headers: { 'content-type': 'application/problem+json' },
          body: typeof document === 'string' ? document : JSON.stringify(document),
        }
      : undefined,
});

/** Never answers where the request matches: the connection breaks. */
export const breakOn = (matches: Matcher): Fault => ({
  id: 'break-on',
  request: (request: ProxiedRequest): ProxiedResponse | undefined => {
    if (matches(request)) throw new Error('broken on purpose');
    return undefined;
  },
});

/** What an operation was sent as `__proto__` is the description of every product that comes without one. */
export const inheritDescription = (operation: string): Fault => {
  let inherited: unknown;
  return {
    id: 'inherit-description',
    request(request) {
      const body = parseJson(request.body);
      if (!isJsonObject(body)) return undefined;
      const sent: unknown = Reflect.getOwnPropertyDescriptor(body, '__proto__')?.value;
      if (sent !== undefined && onOperation(challenge, operation)(request)) inherited = valueAt(sent, '/description');
      const isBare = onOperation(challenge, 'createProduct')(request) && body.description === undefined;
      if (isBare && inherited) request.body = JSON.stringify({ ...body, description: inherited });
      return undefined;
    },
  };
};
