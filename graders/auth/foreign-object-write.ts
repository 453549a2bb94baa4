import { aResource, defineCheck, judgeEach } from '../../src/index.ts';
import { ownedWrites } from './operations.ts';
import { expectUntouched, ownersView } from './owners-view.ts';
import { readyRequest, requireAllowed } from './ready-request.ts';
import { expectRefused } from './refusal.ts';

export const foreignObjectWrite = defineCheck({
  id: 'foreign-object-write',
  title: 'Lets nobody change what belongs to another',
  failureTitle: 'Lets callers change what belongs to another',
  plain: 'Lets customers change or cancel what belongs to other customers.',
  family: 'auth',
  axis: 'api',
  points: 6,
  severity: 'critical',
  basis: 'brief',
  reference: {
    label: 'OWASP API1:2023',
    url: 'https://owasp.org/API-Security/editions/2023/en/0xa1-broken-object-level-authorization/',
  },
  codes: ['OWASP API1:2023', 'WFC 206', 'CWE-639'],
  signals: ['security'],
  question: 'How do you make sure that every route which changes something looks at its owner?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: (challenge) =>
    ownedWrites(challenge).length > 0 ? undefined : 'nothing that can be changed has an owner',
  run: ({ api, challenge }) =>
    judgeEach(ownedWrites(challenge), 'nothing that can be changed has an owner', async (operation) => {
      const { resource, kind, operationId } = operation;
      const ready = await readyRequest(api, operation, api.caller(kind, 'owner'));
      const before = ready.instance && (await ownersView(api, challenge, ready.instance));
      const stranger = api.caller(kind, 'stranger');
      const attempt = await api.call(operationId, { ...ready.spec, as: stranger, intent: 'invalid' });
      const remedy = `Change ${aResource(resource)} of the caller only (by id and owner); answer 404 or 403 otherwise.`;
      const to = `a caller who does not own the ${resource.name}`;
      expectRefused(attempt, { to, expected: '404 or 403, and no effect', remedy });
      if (before) await expectUntouched(before, attempt, remedy);
      await requireAllowed(api, operation, ready);
    }),
});
