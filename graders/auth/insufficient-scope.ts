import { defineCheck, judgeEach } from '../../src/index.ts';
import { scopedOperations } from './operations.ts';
import { usesTokens } from './protected-read.ts';
import { readyRequest, requireAllowed } from './ready-request.ts';
import { expectRefused } from './refusal.ts';

export const insufficientScope = defineCheck({
  id: 'insufficient-scope',
  title: 'Refuses a good token without the scope',
  failureTitle: 'Serves a good token without the scope',
  plain: 'Does not look at what a pass allows, only that there is one.',
  family: 'auth',
  axis: 'api',
  points: 4,
  severity: 'high',
  basis: 'brief',
  reference: { label: 'RFC 6750, 3.1', url: 'https://www.rfc-editor.org/rfc/rfc6750#section-3.1' },
  codes: ['OWASP API5:2023', 'WFC 206', 'CWE-862'],
  signals: ['security'],
  question: 'What are scopes for, and where do you check them?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: (challenge) =>
    usesTokens(challenge) ?? (scopedOperations(challenge).length > 0 ? undefined : 'the challenge has no scopes'),
  run: ({ api, challenge }) =>
    judgeEach(scopedOperations(challenge), 'no operation of this level needs a scope', async (operation) => {
      const ready = await readyRequest(api, operation);
      const claims = { ...api.tokens.claims(operation.kind, ready.caller.subject), scope: 'profile' };
      const as = api.bearer(api.tokens.sign(claims), `${operation.kind} without the scope`);
      const attempt = await api.call(operation.operationId, { ...ready.spec, as, intent: 'invalid' });
      expectRefused(attempt, {
        to: 'a good token that has only the scope `profile`',
        expected: '403',
        remedy: `Check the scope of the token in ${operation.operationId}, and answer 403 where it is missing.`,
      });
      await requireAllowed(api, operation, ready);
    }),
});
