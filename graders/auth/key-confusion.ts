import { defineCheck } from '../../src/index.ts';
import { expectTokensRefused } from './forged-tokens.ts';
import { usesTokens } from './protected-read.ts';

export const keyConfusion = defineCheck({
  id: 'key-confusion',
  title: 'Rejects tokens signed with the public key as a secret',
  failureTitle: 'Accepts tokens signed with the public key as a secret',
  plain: 'Accepts passes forged with information that is public.',
  family: 'auth',
  axis: 'api',
  points: 5,
  severity: 'critical',
  basis: 'standard',
  reference: { label: 'RFC 8725, 3.1', url: 'https://www.rfc-editor.org/rfc/rfc8725#section-3.1' },
  codes: ['OWASP API2:2023', 'CWE-347'],
  signals: ['security'],
  question: 'How could a public key be used to forge a token, and what stops that in your service?',
  visibility: 'hidden',
  needs: ['target'],
  notApplicable: usesTokens,
  run: ({ api, challenge }) =>
    expectTokensRefused(
      api,
      challenge,
      'Accept the asymmetric algorithm of the issuer only; never let the token choose an HMAC.',
      (claims) =>
        (['pem', 'pem-trimmed', 'jwk'] as const).map((form) => ({
          what: `a token signed by HS256 with the public key as its secret (${form})`,
          token: api.tokens.hmacWithPublicKey(claims, form),
        })),
    ),
});
