import type { Api, Caller, Challenge } from '../../src/index.ts';
import { defineCheck, judgeEach } from '../../src/index.ts';
import { apiKeyOf, callerWith, usesApiKeys } from './api-keys.ts';
import { keyOperations, type ProtectedOperation, tokenOperations } from './operations.ts';
import { isTokenCaller, usesTokens } from './protected-read.ts';
import { readyRequest, requireAllowed } from './ready-request.ts';
import { expectRefused } from './refusal.ts';

type Swap = { operation: ProtectedOperation; to: string; as: Caller };

/** Credentials of one kind, shown where the other kind is asked for. */
const swaps = (api: Api, challenge: Challenge): Swap[] => {
  const found: Swap[] = [];
  const withKey = keyOperations(challenge)[0];
  if (withKey === undefined) return found;
  const { header, key } = apiKeyOf(api, challenge, withKey.kind);
  for (const kind of Object.keys(challenge.auth.callers).filter((name) => isTokenCaller(challenge, name))) {
    found.push({ operation: withKey, to: `the token of a caller of the kind "${kind}"`, as: api.caller(kind) });
  }
  const withToken = tokenOperations(challenge)[0];
  if (withToken) {
    found.push({ operation: withToken, to: 'an API key', as: callerWith(withKey.kind, header, key) });
    const keyAsToken = callerWith(withKey.kind, 'authorization', `Bearer ${key}`);
    found.push({ operation: withToken, to: 'an API key in the place of a token', as: keyAsToken });
  }
  return found;
};

export const apiKeyIsolation = defineCheck({
  id: 'api-key-isolation',
  title: 'Keeps API keys and tokens apart',
  failureTitle: 'Takes an API key for a token, or a token for an API key',
  plain: 'Lets the key of one entrance open another.',
  family: 'auth',
  axis: 'api',
  points: 2,
  severity: 'high',
  basis: 'brief',
  reference: {
    label: 'OWASP API2:2023',
    url: 'https://owasp.org/API-Security/editions/2023/en/0xa2-broken-authentication/',
  },
  codes: ['OWASP API2:2023', 'CWE-287'],
  signals: ['security'],
  question: 'Your service knows two kinds of credentials. How do you keep them from being mixed up?',
  visibility: 'hidden',
  needs: ['target'],
  notApplicable: (challenge) => usesTokens(challenge) ?? usesApiKeys(challenge),
  run: ({ api, challenge }) =>
    judgeEach(swaps(api, challenge), 'there is one kind of credentials only', async ({ operation, to, as }) => {
      const ready = await readyRequest(api, operation);
      const attempt = await api.call(operation.operationId, { ...ready.spec, as, intent: 'invalid' });
      expectRefused(attempt, {
        to,
        expected: '401',
        remedy: `Let ${operation.operationId} accept the one kind of credentials that it is meant for.`,
      });
      await requireAllowed(api, operation, ready);
    }),
});
