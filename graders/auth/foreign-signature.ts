import { defineCheck } from '../../src/index.ts';
import { expectTokensRefused } from './forged-tokens.ts';
import { usesTokens } from './protected-read.ts';

export const foreignSignature = defineCheck({
  id: 'foreign-signature',
  title: 'Rejects tokens signed by somebody else',
  failureTitle: 'Accepts tokens signed by somebody else',
  plain: 'Accepts passes issued by anybody, not only by the agreed issuer.',
  family: 'auth',
  axis: 'api',
  points: 6,
  severity: 'critical',
  basis: 'standard',
  reference: { label: 'RFC 7519, 7.2', url: 'https://www.rfc-editor.org/rfc/rfc7519#section-7.2' },
  codes: ['OWASP API2:2023', 'CWE-347'],
  signals: ['security'],
  question: 'How does your service know that a token was issued by the right party?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: usesTokens,
  run: ({ api, challenge }) =>
    expectTokensRefused(
      api,
      challenge,
      'Verify the signature with the published key; decoding a token is not verifying it.',
      (claims) => [{ what: 'a token signed with an unknown key', token: api.tokens.signWithForeignKey(claims) }],
    ),
});
