import {
  aResource,
  defineCheck,
  expectStatus,
  isJsonObject,
  jsonOf,
  judgeEach,
  requireSuccess,
  valueAt,
} from '../../src/index.ts';
import { expectMember, read, updatable, update } from './reading.ts';

export const updateEffect = defineCheck({
  id: 'update-effect',
  title: 'Changes exactly what an update names',
  failureTitle: 'Does not change exactly what an update names',
  plain: 'Changes too much or too little when something is edited.',
  family: 'status-codes',
  axis: 'api',
  points: 4,
  severity: 'high',
  basis: 'brief',
  reference: { label: 'RFC 7396', url: 'https://www.rfc-editor.org/rfc/rfc7396' },
  codes: ['EM 901', 'EM 906'],
  signals: ['http', 'data'],
  question: 'How does PATCH differ from PUT in your API?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: (challenge) => (updatable(challenge).length > 0 ? undefined : 'nothing can be updated at this level'),
  run: ({ api, challenge }) =>
    judgeEach(updatable(challenge), 'nothing can be updated', async (resource) => {
      const made = await api.make(resource.name);
      const before = jsonOf(requireSuccess(await read(api, resource, made), `reading ${aResource(resource)}`));
      const { exchange, sent } = await update(api, resource, made);
      expectStatus(exchange, [200, 204], {
        to: `a valid update of ${aResource(resource)}`,
        remedy: 'Apply the update and answer 200 with the new representation, or 204.',
      });
      const after = await read(api, resource, made);
      requireSuccess(after, `reading ${aResource(resource)}`);
      const kept = isJsonObject(before) ? Object.keys(made.sent ?? {}).filter((name) => !(name in sent)) : [];
      for (const name of Object.keys(sent)) expectMember(after, name, sent[name], 'the update names');
      for (const name of kept) expectMember(after, name, valueAt(before, `/${name}`), 'the update does not name');
    }),
});
