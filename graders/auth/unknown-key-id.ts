import { defineCheck } from '../../src/index.ts';
import { expectTokensRefused } from './forged-tokens.ts';
import { usesTokens } from './protected-read.ts';

export const unknownKeyId = defineCheck({
  id: 'unknown-key-id',
  title: 'Rejects tokens whose key is not published',
  failureTitle: 'Accepts tokens whose key is not published',
  plain: 'Does not look closely at which key a pass was signed with.',
  family: 'auth',
  axis: 'api',
  points: 2,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'RFC 7515, 4.1.4', url: 'https://www.rfc-editor.org/rfc/rfc7515#section-4.1.4' },
  codes: ['OWASP API2:2023'],
  signals: ['security'],
  question: 'How do you choose the key that verifies a token, and what if there is none of that name?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: usesTokens,
  run: ({ api, challenge }) =>
    expectTokensRefused(
      api,
      challenge,
      'Look the key up by `kid` in the published set, as plain text, and refuse what is not there.',
      (claims) =>
        ['unknown-key', '../../../../../../dev/null', "x' OR '1'='1"].map((kid) => ({
          what: `a token whose \`kid\` is \`${kid}\``,
          token: api.tokens.sign(claims, { kid }),
        })),
    ),
});
