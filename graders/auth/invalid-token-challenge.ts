import type { Api, TokenClaims } from '../../src/index.ts';
import { defineCheck, expectHeader, expectStatus, expectThat, judgeEach, lineOf } from '../../src/index.ts';
import { type ForgedToken, invalidToken, nowSeconds } from './forged-tokens.ts';
import { protectedRead, usesTokens } from './protected-read.ts';

const examples = ({ tokens }: Api, claims: TokenClaims): ForgedToken[] => [
  { what: 'a token that expired one hour ago', token: tokens.sign({ ...claims, exp: nowSeconds() - 3600 }) },
  { what: 'a token signed with an unknown key', token: tokens.signWithForeignKey(claims) },
  { what: 'a token for another audience', token: tokens.sign({ ...claims, aud: 'another-api' }) },
  { what: 'a token that is no JWT', token: 'not-a-token' },
];

export const invalidTokenChallenge = defineCheck({
  id: 'invalid-token-challenge',
  title: 'Answers 401 with error="invalid_token" to a bad token',
  failureTitle: 'Does not answer 401 with error="invalid_token" to a bad token',
  plain: 'Does not tell clients that their pass is no longer good.',
  family: 'auth',
  axis: 'api',
  points: 1,
  severity: 'low',
  basis: 'brief',
  reference: { label: 'RFC 6750, 3.1', url: 'https://www.rfc-editor.org/rfc/rfc6750#section-3.1' },
  signals: ['http'],
  question: 'How does a client of yours find out that it should fetch a new token?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: usesTokens,
  run: async ({ api, challenge }) => {
    const { caller, read } = await protectedRead(api, challenge);
    const tokens = examples(api, api.tokens.claims(caller.kind, caller.subject));
    return judgeEach(tokens, 'there is no bad token', async ({ what, token }) => {
      const exchange = await read(api.bearer(token, `forged ${caller.kind}`));
      const because = { expected: invalidToken, remedy: `Answer ${invalidToken} whatever is wrong with the token.` };
      expectStatus(exchange, 401, { to: what, ...because });
      const value = expectHeader(exchange, 'WWW-Authenticate', because);
      expectThat(/\bbearer\b/i.test(value) && /\berror\s*=\s*"?invalid_token\b/i.test(value), exchange, {
        message: `\`${lineOf(exchange)}\` answered ${what} with a WWW-Authenticate header without error="invalid_token".`,
        ...because,
      });
    });
  },
});
