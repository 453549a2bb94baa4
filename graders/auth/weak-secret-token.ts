import { defineCheck } from '../../src/index.ts';
import { expectTokensRefused } from './forged-tokens.ts';
import { usesTokens } from './protected-read.ts';

/** What tutorials and templates use. */
const guesses = ['secret', 'changeme', 'password', 'your-256-bit-secret', 'jwt-secret', 'supersecret'];

export const weakSecretToken = defineCheck({
  id: 'weak-secret-token',
  title: 'Rejects tokens signed with a guessable secret',
  failureTitle: 'Accepts tokens signed with a guessable secret',
  plain: 'Accepts passes forged with a password that anybody would guess.',
  family: 'auth',
  axis: 'api',
  points: 4,
  severity: 'critical',
  basis: 'standard',
  reference: { label: 'RFC 8725, 3.1', url: 'https://www.rfc-editor.org/rfc/rfc8725#section-3.1' },
  codes: ['OWASP API2:2023', 'CWE-798'],
  signals: ['security'],
  question: 'Where do the secrets of your service come from, and what happens when one is missing?',
  visibility: 'hidden',
  needs: ['target'],
  notApplicable: usesTokens,
  run: ({ api, challenge }) =>
    expectTokensRefused(
      api,
      challenge,
      'Verify with the published keys only; remove every built-in or default secret.',
      (claims) =>
        [...guesses, challenge.id, ''].map((secret) => ({
          what: `a token signed by HS256 with ${secret === '' ? 'an empty secret' : `the secret "${secret}"`}`,
          token: api.tokens.hmac(claims, secret),
        })),
    ),
});
