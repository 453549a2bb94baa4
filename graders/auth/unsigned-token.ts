import { defineCheck } from '../../src/index.ts';
import { expectTokensRefused } from './forged-tokens.ts';
import { usesTokens } from './protected-read.ts';

export const unsignedToken = defineCheck({
  id: 'unsigned-token',
  title: 'Rejects tokens without a signature',
  failureTitle: 'Accepts tokens without a signature',
  plain: 'Accepts passes that anybody can write for themselves.',
  family: 'auth',
  axis: 'api',
  points: 6,
  severity: 'critical',
  basis: 'standard',
  reference: { label: 'RFC 8725, 3.1', url: 'https://www.rfc-editor.org/rfc/rfc8725#section-3.1' },
  codes: ['OWASP API2:2023', 'CWE-347'],
  signals: ['security'],
  question: 'Who decides which algorithm verifies a token: the token or your service?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: usesTokens,
  run: ({ api, challenge }) =>
    expectTokensRefused(
      api,
      challenge,
      'Name the algorithms you accept when verifying, whatever the `alg` of the token says.',
      (claims) =>
        ['none', 'None', 'NONE', 'nOnE'].map((alg) => ({
          what: `an unsigned token (\`alg\`: \`${alg}\`)`,
          token: api.tokens.unsigned(claims, alg),
        })),
    ),
});
