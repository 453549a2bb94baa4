import { defineCheck } from '../../src/index.ts';
import { expectTokensRefused } from './forged-tokens.ts';
import { usesTokens } from './protected-read.ts';

export const missingExpiry = defineCheck({
  id: 'missing-expiry',
  title: 'Rejects a token that never expires',
  failureTitle: 'Accepts a token that never expires',
  plain: 'Accepts a pass without an expiry date, which would stay valid for ever.',
  family: 'auth',
  axis: 'api',
  points: 3,
  severity: 'high',
  basis: 'brief',
  reference: { label: 'RFC 7519, 4.1.4', url: 'https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4' },
  codes: ['OWASP API2:2023', 'CWE-613'],
  signals: ['security'],
  question: 'A library checks `exp` when it is there. What happens with a token that has none?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: usesTokens,
  run: ({ api, challenge }) =>
    expectTokensRefused(
      api,
      challenge,
      'Require `exp`: most libraries check it only where it is present.',
      ({ exp, ...claims }) => [{ what: 'a token without `exp`', token: api.tokens.sign(claims) }],
    ),
});
