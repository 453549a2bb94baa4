import type { Caller, CallSpec, RequestSpec } from '../core/api.ts';
import type { Operation } from '../core/challenge.ts';
import type { SentRequest } from '../core/exchange.ts';
import { commonHeaders } from './wire.ts';

/** Nobody: no credentials. */
export const anonymous: Caller = { kind: 'anonymous', subject: '', headers: {} };

const withQuery = (path: string, query: RequestSpec['query']): string => {
  const pairs = Object.entries(query ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
  );
  return pairs.length === 0 ? path : `${path}${path.includes('?') ? '&' : '?'}${pairs.join('&')}`;
};

const lowerCase = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** The request as it goes on the wire. @throws Error for a path that could lead to another host (our bug) */
export const sentRequestOf = (spec: RequestSpec): SentRequest => {
  if (!/^\/(?!\/)/.test(spec.path)) throw new Error(`a path begins with exactly one slash: ${spec.path}`);
  const body = spec.text ?? (spec.json === undefined ? undefined : JSON.stringify(spec.json));
  const headers = {
    ...commonHeaders,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(spec.as ?? anonymous).headers,
    ...lowerCase(spec.headers ?? {}),
  };
  return {
    method: spec.method,
    path: withQuery(spec.path, spec.query),
    headers,
    ...(body === undefined ? {} : { body }),
  };
};

/** A request from an operation of the contract; path parameters that are not given stay as `unknown`. */
export const requestOf = (operation: Operation, spec: CallSpec = {}): RequestSpec => {
  const { params = {}, ...rest } = spec;
  const path = operation.path.replace(/\{([^}]+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? 'unknown'),
  );
  const mediaType = operation.requestBody?.mediaType;
  const hasBody = rest.json !== undefined || rest.text !== undefined;
  const headers = hasBody && mediaType ? { 'content-type': mediaType, ...lowerCase(rest.headers ?? {}) } : rest.headers;
  return { ...rest, headers, method: operation.method, path, operationId: operation.operationId };
};
