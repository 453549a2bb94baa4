import type { Api, Caller, Challenge, Exchange } from '../../src/index.ts';
import {
  anonymous,
  answerOf,
  CheckBlocked,
  findingOf,
  lineOf,
  operationOf,
  requireSuccess,
  resourcesWith,
  succeeded,
} from '../../src/index.ts';

/** Rule of all token checks: the challenge has an issuer. */
export const usesTokens = (challenge: Challenge): string | undefined =>
  challenge.auth.issuer ? undefined : 'the challenge does not use tokens';

/** Whether callers of a kind show a token: neither anonymous nor with an API key. */
export const isTokenCaller = (challenge: Challenge, kind: string | undefined): kind is string =>
  kind !== undefined && kind !== 'anonymous' && challenge.auth.callers[kind]?.apiKey === undefined;

/** A read, and the caller with a good token for whom it was seen to work. */
export type ProtectedRead = {
  caller: Caller;
  /** Sends it; `invalid` unless said otherwise, because others are to be refused. */
  read: (as: Caller, intent?: Exchange['intent']) => Promise<Exchange>;
};

const proven = async ({ caller, read }: ProtectedRead): Promise<ProtectedRead> => {
  const proof = await read(caller, 'valid');
  requireSuccess(proof, `\`${lineOf(proof)}\` with a good token`);
  return { caller, read };
};

/**
 * An operation that needs a token and is known to work with a good one: first an owned list, else an owned item.
 * Without that proof, "refused" would say nothing about the token. A forged token must name the same subject: others
 * are refused for not owning the item.
 * @throws CheckBlocked when no protected read works with a good token
 */
export const protectedRead = async (api: Api, challenge: Challenge): Promise<ProtectedRead> => {
  const list = resourcesWith(challenge, 'list').find(({ callers }) => isTokenCaller(challenge, callers.list));
  if (list) {
    const caller = api.caller(list.callers.list ?? '', 'proof');
    const operation = operationOf(list, 'list');
    return proven({ caller, read: (as, intent = 'invalid') => api.call(operation, { as, intent }) });
  }
  const item = resourcesWith(challenge, 'create', 'get').find(({ callers }) => isTokenCaller(challenge, callers.get));
  if (item === undefined) throw new CheckBlocked('no operation of this level needs a token');
  const { params, owner } = await api.make(item.name);
  const operation = operationOf(item, 'get');
  return proven({ caller: owner, read: (as, intent = 'invalid') => api.call(operation, { as, params, intent }) });
};

/**
 * A protected read that is known to refuse callers without a token: only then is acceptance an achievement.
 * @throws CheckBlocked when the read does not work, or works for anybody
 */
export const guardedRead = async (api: Api, challenge: Challenge): Promise<ProtectedRead> => {
  const found = await protectedRead(api, challenge);
  const open = await found.read(anonymous);
  if (!succeeded(open)) return found;
  const cause = `\`${lineOf(open)}\` ${answerOf(open)} without a token`;
  const remedy = 'Refuse callers without a token first; this check builds on it.';
  throw new CheckBlocked(cause, findingOf(open, { to: 'a caller without a token', expected: '401', remedy }));
};
