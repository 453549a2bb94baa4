import type { Api, Challenge } from '../../src/index.ts';
import { aResource, defineCheck, judgeEach } from '../../src/index.ts';
import { makingOperation, type ProtectedOperation } from './operations.ts';
import { expectUntouched, type OwnersView, ownersView } from './owners-view.ts';
import { makingHeaders, requireAllowed } from './ready-request.ts';
import { expectRefused } from './refusal.ts';

/** What a resource is made from, as far as somebody owns it: names of needed resources. */
const ownedNeeds = (challenge: Challenge, { resource }: ProtectedOperation): string[] =>
  resource.needs.filter((name) => challenge.resources.get(name)?.owned === true);

const subjects = (challenge: Challenge): ProtectedOperation[] =>
  [...challenge.resources.values()]
    .map((resource) => makingOperation(challenge, resource))
    .filter((operation) => operation !== undefined)
    .filter((operation) => ownedNeeds(challenge, operation).length > 0);

const judge = async (api: Api, challenge: Challenge, operation: ProtectedOperation): Promise<void> => {
  const { resource, kind, operationId } = operation;
  const owner = api.caller(kind, 'owner');
  const { needed, params } = await api.makeNeeds(resource.name, { as: owner });
  const spec = { params, json: api.sample(resource.name, needed), headers: makingHeaders(api, resource) };
  const views: OwnersView[] = [];
  for (const name of ownedNeeds(challenge, operation)) {
    const view = needed[name] && (await ownersView(api, challenge, needed[name]));
    if (view) views.push(view);
  }
  const attempt = await api.call(operationId, { ...spec, as: api.caller(kind, 'stranger'), intent: 'invalid' });
  const [part = ''] = ownedNeeds(challenge, operation);
  const remedy = `Look for the ${part} among those of the caller before making ${aResource(resource)} from it.`;
  const to = `making ${aResource(resource)} from the ${part} of another caller`;
  expectRefused(attempt, { to, expected: '404 or 403, and no effect', remedy });
  for (const view of views) await expectUntouched(view, attempt, remedy);
  await requireAllowed(api, operation, { caller: owner, spec });
};

export const foreignReference = defineCheck({
  id: 'foreign-reference',
  title: 'Lets nobody use what belongs to another',
  failureTitle: 'Lets callers use what belongs to another',
  plain: 'Lets customers act with what belongs to other customers.',
  family: 'auth',
  axis: 'api',
  points: 5,
  severity: 'critical',
  basis: 'brief',
  reference: {
    label: 'OWASP API1:2023',
    url: 'https://owasp.org/API-Security/editions/2023/en/0xa1-broken-object-level-authorization/',
  },
  codes: ['OWASP API1:2023', 'WFC 206', 'CWE-639'],
  signals: ['security'],
  question: 'An id arrives in a body instead of the path. How do you check that the caller may use it?',
  visibility: 'hidden',
  needs: ['target'],
  notApplicable: (challenge) => (subjects(challenge).length > 0 ? undefined : 'nothing is made from what has an owner'),
  run: ({ api, challenge }) =>
    judgeEach(subjects(challenge), 'nothing is made from what has an owner', (operation) =>
      judge(api, challenge, operation),
    ),
});
