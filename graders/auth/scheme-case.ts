import { answerOf, defineCheck, expectThat, judgeEach, lineOf, succeeded } from '../../src/index.ts';
import { guardedRead, usesTokens } from './protected-read.ts';

export const schemeCase = defineCheck({
  id: 'scheme-case',
  title: 'Reads the authentication scheme in any case',
  failureTitle: 'Reads the authentication scheme in one case only',
  plain: 'Turns away some clients that follow the standard.',
  family: 'auth',
  axis: 'api',
  points: 1,
  severity: 'low',
  basis: 'standard',
  reference: { label: 'RFC 9110, 11.1', url: 'https://www.rfc-editor.org/rfc/rfc9110#section-11.1' },
  signals: ['http'],
  question: 'Which parts of an Authorization header are case-sensitive?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: usesTokens,
  run: async ({ api, challenge }) => {
    const { caller, read } = await guardedRead(api, challenge);
    const token = caller.headers.authorization?.split(' ')[1] ?? '';
    return judgeEach(['bearer', 'BEARER'], 'there is no scheme', async (scheme) => {
      const exchange = await read({ ...caller, headers: { authorization: `${scheme} ${token}` } }, 'valid');
      expectThat(succeeded(exchange), exchange, {
        message: `\`${lineOf(exchange)}\` ${answerOf(exchange)} to a good token under the scheme \`${scheme}\`.`,
        expected: 'a 2xx status',
        remedy: 'Compare the scheme without regard to case.',
      });
    });
  },
});
