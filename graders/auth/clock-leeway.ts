import { defineCheck } from '../../src/index.ts';
import { expectTokensRefused, nowSeconds } from './forged-tokens.ts';
import { usesTokens } from './protected-read.ts';

export const clockLeeway = defineCheck({
  id: 'clock-leeway',
  title: 'Gives clocks at most 60 seconds of leeway',
  failureTitle: 'Gives clocks more than 60 seconds of leeway',
  plain: 'Accepts passes for longer than was agreed.',
  family: 'auth',
  axis: 'api',
  points: 2,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'RFC 7519, 4.1.4', url: 'https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4' },
  codes: ['CWE-613'],
  signals: ['security'],
  question: 'How much clock leeway do you give, and what does a larger one cost?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: usesTokens,
  run: ({ api, challenge }) =>
    expectTokensRefused(
      api,
      challenge,
      'Set the clock tolerance of the verification to 60 seconds or less.',
      (claims) => [
        {
          what: 'a token that expired 90 seconds ago',
          token: api.tokens.sign({ ...claims, iat: nowSeconds() - 600, exp: nowSeconds() - 90 }),
        },
        {
          what: 'a token that becomes valid in 90 seconds',
          token: api.tokens.sign({ ...claims, nbf: nowSeconds() + 90 }),
        },
      ],
    ),
});
