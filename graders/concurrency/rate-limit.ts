import type { Api, Caller, Challenge, Exchange, RequestSpec } from '../../src/index.ts';
import { anonymous, CheckBlocked, operationOf, requireSuccess, statusOf } from '../../src/index.ts';

export type RateLimit = NonNullable<Challenge['rateLimit']>;

/** The rule of the rate limit checks that is known before the run. */
export const hasRateLimit = (challenge: Challenge): string | undefined =>
  challenge.rateLimit ? undefined : 'this level asks for no rate limit';

/** The challenge's rate limit. */
export const rateLimitOf = ({ rateLimit }: Challenge): RateLimit => {
  if (rateLimit === undefined) throw new Error('the challenge has no rate limit');
  return rateLimit;
};

/** A valid request of the limited operation that can be sent again and again: with a key, it has one effect. */
export const prepareLimited = async (api: Api, limit: RateLimit, label: string): Promise<RequestSpec> => {
  const resource = api.challenge.resources.get(limit.resource);
  if (resource === undefined) throw new CheckBlocked(`the level does not ask for ${limit.resource}`);
  const kind = resource.callers.create ?? 'anonymous';
  const as = kind === 'anonymous' ? anonymous : api.caller(kind, label);
  const { owner, needed, params } = await api.makeNeeds(limit.resource, { as });
  const key = resource.idempotency ? { [resource.idempotency.header]: `key-${api.unique()}` } : {};
  const json = api.sample(limit.resource, needed);
  return api.prepare(operationOf(resource, 'create'), { as: owner, json, params, headers: key });
};

export type Burst = {
  caller: Caller;
  /** The first one, known to be served. */
  proof: Exchange;
  exchanges: Exchange[];
  again(): Promise<Exchange>;
};

/** How many are sent side by side: quick enough to be within one window. */
const sideBySide = 5;

/**
 * Sends the same request until one is refused with 429, at most twice the limit and one more: a fixed window may let
 * twice the limit through at its edge.
 * @throws CheckBlocked when the first request is not served
 */
export const exhaust = async (api: Api, limit: RateLimit, label = 'busy'): Promise<Burst> => {
  const request = await prepareLimited(api, limit, label);
  const proof = requireSuccess(await api.send(request), 'the first request of a caller');
  const exchanges = [proof];
  while (exchanges.length <= 2 * limit.limit && exchanges.every((exchange) => statusOf(exchange) !== 429)) {
    exchanges.push(...(await Promise.all(Array.from({ length: sideBySide }, () => api.send(request)))));
  }
  return { caller: request.as ?? anonymous, proof, exchanges, again: () => api.send(request) };
};

/** The refusal of a burst. @throws CheckBlocked when nothing was refused: judged by a check of its own */
export const requireLimited = ({ exchanges }: Burst): Exchange => {
  const refused = exchanges.find((exchange) => statusOf(exchange) === 429);
  if (refused) return refused;
  throw new CheckBlocked('no request beyond the limit was answered 429');
};

/** Seconds of a Retry-After value: a number, or an HTTP date (RFC 9110, 10.2.3); undefined for anything else. */
export const secondsOf = (value: string): number | undefined => {
  if (/^\d{1,6}$/.test(value.trim())) return Number(value);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - Date.now()) / 1000));
};
