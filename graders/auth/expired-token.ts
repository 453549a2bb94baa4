import { defineCheck } from '../../src/index.ts';
import { expectTokensRefused, nowSeconds } from './forged-tokens.ts';
import { usesTokens } from './protected-read.ts';

export const expiredToken = defineCheck({
  id: 'expired-token',
  title: 'Rejects an expired token',
  failureTitle: 'Accepts an expired token',
  plain: 'Lets people in with an expired pass.',
  family: 'auth',
  axis: 'api',
  points: 6,
  severity: 'critical',
  basis: 'brief',
  reference: { label: 'RFC 7519, 4.1.4', url: 'https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4' },
  codes: ['OWASP API2:2023', 'CWE-613'],
  signals: ['security'],
  question: 'Which claims of a token do you check, in which order, and why?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: usesTokens,
  run: ({ api, challenge }) =>
    expectTokensRefused(
      api,
      challenge,
      'Verify `exp` before trusting any claim; allow at most 60 s of leeway.',
      (claims) => [
        {
          what: 'a token that expired one hour ago',
          token: api.tokens.sign({ ...claims, iat: nowSeconds() - 7200, exp: nowSeconds() - 3600 }),
        },
      ],
    ),
});
