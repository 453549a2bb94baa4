import type { Challenge } from '../../src/index.ts';
import { defineCheck, judgeEach } from '../../src/index.ts';
import { type ProtectedOperation, roleOperations } from './operations.ts';
import { usesTokens } from './protected-read.ts';
import { readyRequest, requireAllowed } from './ready-request.ts';
import { expectRefused } from './refusal.ts';

const namesOf = (challenge: Challenge, { kind }: ProtectedOperation): string =>
  (challenge.auth.callers[kind]?.roles ?? []).map((role) => `\`${role}\``).join(', ');

export const missingRole = defineCheck({
  id: 'missing-role',
  title: 'Refuses privileged operations to ordinary callers',
  failureTitle: 'Serves privileged operations to ordinary callers',
  plain: 'Lets every customer do what only staff may do.',
  family: 'auth',
  axis: 'api',
  points: 6,
  severity: 'critical',
  basis: 'brief',
  reference: {
    label: 'OWASP API5:2023',
    url: 'https://owasp.org/API-Security/editions/2023/en/0xa5-broken-function-level-authorization/',
  },
  codes: ['OWASP API5:2023', 'WFC 206', 'CWE-862'],
  signals: ['security'],
  question: 'How do you make sure that a new privileged route cannot be called by everybody?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: (challenge) =>
    usesTokens(challenge) ?? (roleOperations(challenge).length > 0 ? undefined : 'no operation needs a role'),
  run: ({ api, challenge }) =>
    judgeEach(roleOperations(challenge), 'no operation needs a role', async (operation) => {
      const ready = await readyRequest(api, operation);
      const subject = operation.resource.owned ? ready.instance?.owner.subject : undefined;
      const { roles, ...claims } = api.tokens.claims(
        operation.kind,
        subject ?? `no-role-${api.unique().toLowerCase()}`,
      );
      const as = api.bearer(api.tokens.sign(claims), `${operation.kind} without the role`);
      const attempt = await api.call(operation.operationId, { ...ready.spec, as, intent: 'invalid' });
      expectRefused(attempt, {
        to: `a good token without the role ${namesOf(challenge, operation)}`,
        expected: '403',
        remedy: `Check the role in ${operation.operationId}, and answer 403 where it is missing.`,
      });
      await requireAllowed(api, operation, ready);
    }),
});
