import { defineCheck } from '../../src/index.ts';
import { expectTokensRefused, nowSeconds } from './forged-tokens.ts';
import { usesTokens } from './protected-read.ts';

export const prematureToken = defineCheck({
  id: 'premature-token',
  title: 'Rejects a token that is not valid yet',
  failureTitle: 'Accepts a token that is not valid yet',
  plain: 'Lets people in with a pass that only becomes valid later.',
  family: 'auth',
  axis: 'api',
  points: 3,
  severity: 'high',
  basis: 'brief',
  reference: { label: 'RFC 7519, 4.1.5', url: 'https://www.rfc-editor.org/rfc/rfc7519#section-4.1.5' },
  codes: ['OWASP API2:2023'],
  signals: ['security'],
  question: 'What is `nbf` for, and what happens when the clocks of two machines differ?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: usesTokens,
  run: ({ api, challenge }) =>
    expectTokensRefused(
      api,
      challenge,
      'Verify `nbf` where a token has it; allow at most 60 s of leeway.',
      (claims) => [
        {
          what: 'a token that becomes valid in one hour',
          token: api.tokens.sign({ ...claims, nbf: nowSeconds() + 3600 }),
        },
      ],
    ),
});
