import { defineCheck } from '../../src/index.ts';
import { expectTokensRefused } from './forged-tokens.ts';
import { usesTokens } from './protected-read.ts';

export const wrongIssuer = defineCheck({
  id: 'wrong-issuer',
  title: 'Rejects tokens of another issuer',
  failureTitle: 'Accepts tokens of another issuer',
  plain: 'Accepts passes that name a different issuer.',
  family: 'auth',
  axis: 'api',
  points: 4,
  severity: 'high',
  basis: 'brief',
  reference: { label: 'RFC 7519, 4.1.1', url: 'https://www.rfc-editor.org/rfc/rfc7519#section-4.1.1' },
  codes: ['OWASP API2:2023'],
  signals: ['security'],
  question: 'The signature is right but the issuer is not the expected one. How can that happen?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: usesTokens,
  run: ({ api, challenge }) =>
    expectTokensRefused(
      api,
      challenge,
      'Require `iss` to equal the issuer you were configured with.',
      ({ iss, ...claims }) => [
        {
          what: 'a token of another issuer',
          token: api.tokens.sign({ ...claims, iss: 'https://other.example.test/' }),
        },
        { what: 'a token whose issuer only begins alike', token: api.tokens.sign({ ...claims, iss: `${iss}other` }) },
        { what: 'a token without `iss`', token: api.tokens.sign(claims) },
      ],
    ),
});
