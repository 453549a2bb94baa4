import type { Api, Challenge } from '../../src/index.ts';
import { anonymous, CheckBlocked, defineCheck, judgeEach } from '../../src/index.ts';
import { type ProtectedOperation, tokenOperations } from './operations.ts';
import { expectUntouched, ownersView } from './owners-view.ts';
import { readyRequest } from './ready-request.ts';

/** Operations that change something at a path where it can also be read. */
const subjects = (challenge: Challenge): ProtectedOperation[] =>
  tokenOperations(challenge).filter(({ operationId, resource, use }) => {
    if (!('role' in use) || !['update', 'replace', 'delete'].includes(use.role)) return false;
    const path = challenge.operations.get(operationId)?.path;
    return path !== undefined && path === challenge.operations.get(resource.operations.get ?? '')?.path;
  });

const judge = async (api: Api, challenge: Challenge, operation: ProtectedOperation): Promise<void> => {
  const { resource, kind, operationId } = operation;
  const ready = await readyRequest(api, operation);
  const before = ready.instance && (await ownersView(api, challenge, ready.instance));
  if (before === undefined) throw new CheckBlocked(`what ${operationId} changes cannot be read`);
  const intruder = resource.owned ? api.caller(kind, 'stranger') : anonymous;
  const { method, ...request } = api.prepare(operationId, { ...ready.spec, as: intruder, intent: 'probe' });
  const override = { 'x-http-method-override': method, 'x-method-override': method, 'x-http-method': method };
  for (const carrier of ['GET', 'POST']) {
    const attempt = await api.send({
      ...request,
      method: carrier,
      operationId: undefined,
      query: { _method: method },
      headers: { ...request.headers, ...override },
    });
    await expectUntouched(before, attempt, 'Authorise the method that is carried out, or ignore override headers.');
  }
};

export const methodOverride = defineCheck({
  id: 'method-override',
  title: 'Grants nothing by method override headers',
  failureTitle: 'Grants by method override headers what is forbidden',
  plain: 'Can be tricked into changing data by a harmless-looking request.',
  family: 'auth',
  axis: 'api',
  points: 2,
  severity: 'high',
  basis: 'brief',
  reference: {
    label: 'OWASP API5:2023',
    url: 'https://owasp.org/API-Security/editions/2023/en/0xa5-broken-function-level-authorization/',
  },
  codes: ['OWASP API5:2023', 'WFC 208', 'CWE-650'],
  signals: ['security'],
  question: 'What is a method override, and what does it mean for rules by method?',
  visibility: 'hidden',
  needs: ['target'],
  notApplicable: (challenge) =>
    subjects(challenge).length > 0 ? undefined : 'nothing is read and changed at one path',
  run: ({ api, challenge }) =>
    judgeEach(subjects(challenge), 'nothing is read and changed at one path', (operation) =>
      judge(api, challenge, operation),
    ),
});
