import { defineCheck, judgeEach } from '../../src/index.ts';
import { apiKeyOf, callerWith, usesApiKeys } from './api-keys.ts';
import { keyOperations } from './operations.ts';
import { readyRequest, requireAllowed } from './ready-request.ts';
import { expectAllRefused } from './refusal.ts';

const wrongKeys = (key: string): [what: string, value: string][] => [
  ['an API key that nobody has', 'not-the-key'],
  ['an empty API key', ''],
  ['an API key without its last character', key.slice(0, -1)],
  ['an API key with one character more', `${key}x`],
  ['an API key with SQL in it', "' OR '1'='1"],
];

export const apiKeyWrong = defineCheck({
  id: 'api-key-wrong',
  title: 'Refuses a wrong API key',
  failureTitle: 'Accepts a wrong API key',
  plain: 'Lets partner systems in with a wrong key.',
  family: 'auth',
  axis: 'api',
  points: 4,
  severity: 'critical',
  basis: 'brief',
  reference: {
    label: 'OWASP API2:2023',
    url: 'https://owasp.org/API-Security/editions/2023/en/0xa2-broken-authentication/',
  },
  codes: ['OWASP API2:2023', 'CWE-287'],
  signals: ['security'],
  question: 'How do you compare a secret that a client sent with the one you know?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: usesApiKeys,
  run: ({ api, challenge }) =>
    judgeEach(keyOperations(challenge), 'no operation needs an API key', async (operation) => {
      const { operationId, kind } = operation;
      const ready = await readyRequest(api, operation);
      const { header, key } = apiKeyOf(api, challenge, kind);
      const attempts = [];
      for (const [to, value] of wrongKeys(key)) {
        const as = callerWith(`${kind} with a wrong key`, header, value);
        const exchange = await api.call(operationId, { ...ready.spec, as, intent: 'invalid' });
        const remedy = 'Compare the whole key, in constant time, and answer 401 unless it is equal.';
        attempts.push({ exchange, because: { to, expected: '401', remedy } });
      }
      expectAllRefused(attempts);
      await requireAllowed(api, operation, ready);
    }),
});
