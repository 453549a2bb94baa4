import { defineCheck } from '../../src/index.ts';
import { expectTokensRefused } from './forged-tokens.ts';
import { usesTokens } from './protected-read.ts';

/** Nobody listens there: a server that follows it fails at once. */
const nowhere = 'http://127.0.0.1:9/keys';

export const embeddedKey = defineCheck({
  id: 'embedded-key',
  title: 'Rejects tokens that bring their own key',
  failureTitle: 'Accepts tokens that bring their own key',
  plain: 'Accepts passes that vouch for themselves.',
  family: 'auth',
  axis: 'api',
  points: 4,
  severity: 'critical',
  basis: 'brief',
  reference: { label: 'RFC 8725, 3.10', url: 'https://www.rfc-editor.org/rfc/rfc8725#section-3.10' },
  codes: ['OWASP API2:2023', 'CWE-347'],
  signals: ['security'],
  question: 'A token can carry its key or point to one. What do you do with that?',
  visibility: 'hidden',
  needs: ['target'],
  notApplicable: usesTokens,
  run: ({ api, challenge }) =>
    expectTokensRefused(
      api,
      challenge,
      'Take keys from the published set only; ignore `jwk`, `jku` and `x5u` of a token.',
      (claims) => {
        const jwk = api.tokens.foreignPublicJwk();
        const headers: [string, Record<string, unknown>][] = [
          ['a token with its own key in `jwk`', { jwk }],
          ['a token with its own key in `jwk` and a `kid` of its own', { jwk: { ...jwk, kid: 'own' }, kid: 'own' }],
          ['a token that points to its key by `jku`', { jku: nowhere, kid: 'own' }],
          ['a token that points to its certificate by `x5u`', { x5u: nowhere, kid: 'own' }],
        ];
        return headers.map(([what, header]) => ({ what, token: api.tokens.signWithForeignKey(claims, header) }));
      },
    ),
});
