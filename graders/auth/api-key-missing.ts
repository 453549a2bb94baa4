import { anonymous, defineCheck, judgeEach } from '../../src/index.ts';
import { usesApiKeys } from './api-keys.ts';
import { keyOperations } from './operations.ts';
import { readyRequest, requireAllowed } from './ready-request.ts';
import { expectRefused } from './refusal.ts';

export const apiKeyMissing = defineCheck({
  id: 'api-key-missing',
  title: 'Refuses callers without an API key',
  failureTitle: 'Serves callers without an API key',
  plain: 'Leaves an entrance for partner systems open to everybody.',
  family: 'auth',
  axis: 'api',
  points: 4,
  severity: 'critical',
  basis: 'brief',
  reference: {
    label: 'OWASP API2:2023',
    url: 'https://owasp.org/API-Security/editions/2023/en/0xa2-broken-authentication/',
  },
  codes: ['OWASP API2:2023', 'WFC 207', 'CWE-306'],
  signals: ['security'],
  question: 'How are routes with an API key protected differently from those with a token?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: usesApiKeys,
  run: ({ api, challenge }) =>
    judgeEach(keyOperations(challenge), 'no operation needs an API key', async (operation) => {
      const ready = await readyRequest(api, operation);
      const attempt = await api.call(operation.operationId, { ...ready.spec, as: anonymous, intent: 'invalid' });
      expectRefused(attempt, {
        to: 'a caller without an API key',
        expected: '401',
        remedy: `Require the API key for ${operation.operationId}.`,
      });
      await requireAllowed(api, operation, ready);
    }),
});
