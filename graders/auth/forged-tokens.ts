import type { Api, Challenge, TokenClaims } from '../../src/index.ts';
import { protectedRead } from './protected-read.ts';
import { expectAllRefused } from './refusal.ts';

/** A token that must not be accepted, and what is wrong with it: "a token that expired one hour ago". */
export type ForgedToken = { what: string; token: string };

/** One part of a token: JSON as base64url. */
export const encodePart = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Now, in seconds as tokens count them. */
export const nowSeconds = (): number => Math.floor(Date.now() / 1000);

/** What the answer to every forged token should be. */
export const invalidToken = '401 with WWW-Authenticate: Bearer error="invalid_token"';

/**
 * Shows forged tokens to a read that works with a good one; none may be accepted.
 * @param forge makes the tokens from the claims of the good one
 * @throws CheckFailure with a finding for each token that was accepted
 * @throws CheckBlocked when the good token was not accepted, or the server broke over a forged one
 */
export const expectTokensRefused = async (
  api: Api,
  challenge: Challenge,
  remedy: string,
  forge: (claims: TokenClaims) => readonly ForgedToken[],
): Promise<void> => {
  const { caller, read } = await protectedRead(api, challenge);
  const attempts = [];
  for (const { what, token } of forge(api.tokens.claims(caller.kind, caller.subject))) {
    const exchange = await read(api.bearer(token, `forged ${caller.kind}`));
    attempts.push({ exchange, because: { to: what, expected: invalidToken, remedy } });
  }
  expectAllRefused(attempts);
};
