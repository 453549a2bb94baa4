import { anonymous, defineCheck, judgeEach } from '../../src/index.ts';
import { tokenOperations } from './operations.ts';
import { usesTokens } from './protected-read.ts';
import { readyRequest, requireAllowed } from './ready-request.ts';
import { expectRefused } from './refusal.ts';

export const missingToken = defineCheck({
  id: 'missing-token',
  title: 'Refuses callers without a token everywhere',
  failureTitle: 'Serves callers without a token',
  plain: 'Lets strangers use protected parts of the service without logging in.',
  family: 'auth',
  axis: 'api',
  points: 6,
  severity: 'critical',
  basis: 'brief',
  reference: {
    label: 'OWASP API2:2023',
    url: 'https://owasp.org/API-Security/editions/2023/en/0xa2-broken-authentication/',
  },
  codes: ['OWASP API2:2023', 'WFC 207', 'CWE-306'],
  signals: ['security'],
  question: 'Where in your code is it decided that a route needs a token, and how would a forgotten one be noticed?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: usesTokens,
  run: ({ api, challenge }) =>
    judgeEach(tokenOperations(challenge), 'no operation of this level needs a token', async (operation) => {
      const ready = await readyRequest(api, operation);
      const attempt = await api.call(operation.operationId, { ...ready.spec, as: anonymous, intent: 'invalid' });
      expectRefused(attempt, {
        to: 'a caller without a token',
        expected: '401 with WWW-Authenticate: Bearer',
        remedy: `Require a token for ${operation.operationId}, best by a rule that protects every route not named public.`,
      });
      await requireAllowed(api, operation, ready);
    }),
});
