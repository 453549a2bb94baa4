import { defineCheck } from '../../src/index.ts';
import { expectTokensRefused } from './forged-tokens.ts';
import { usesTokens } from './protected-read.ts';

export const wrongAudience = defineCheck({
  id: 'wrong-audience',
  title: 'Rejects tokens meant for another service',
  failureTitle: 'Accepts tokens meant for another service',
  plain: 'Accepts passes that were issued for a different service.',
  family: 'auth',
  axis: 'api',
  points: 4,
  severity: 'high',
  basis: 'brief',
  reference: { label: 'RFC 7519, 4.1.3', url: 'https://www.rfc-editor.org/rfc/rfc7519#section-4.1.3' },
  codes: ['OWASP API2:2023'],
  signals: ['security'],
  question: 'What could another service of the same company do with the tokens it receives?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: usesTokens,
  run: ({ api, challenge }) =>
    expectTokensRefused(
      api,
      challenge,
      'Require `aud` to be, or to contain, exactly your audience.',
      ({ aud, ...claims }) => [
        { what: 'a token for another audience', token: api.tokens.sign({ ...claims, aud: 'another-api' }) },
        {
          what: 'a token whose audience only begins alike',
          token: api.tokens.sign({ ...claims, aud: `${aud}-other` }),
        },
        { what: 'a token for several other audiences', token: api.tokens.sign({ ...claims, aud: ['a-api', 'b-api'] }) },
        { what: 'a token without `aud`', token: api.tokens.sign(claims) },
      ],
    ),
});
