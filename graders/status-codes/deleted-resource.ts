import {
  aResource,
  type Challenge,
  callerFor,
  defineCheck,
  expectStatus,
  judgeEach,
  operationOf,
  type Resource,
  resourcesWith,
} from '../../src/index.ts';
import { read } from './reading.ts';

const deletable = (challenge: Challenge): Resource[] => resourcesWith(challenge, 'create', 'get', 'delete');

export const deletedResource = defineCheck({
  id: 'deleted-resource',
  title: 'Deletes for good, with 204 and no body',
  failureTitle: 'Does not delete for good',
  plain: 'Keeps showing what was deleted.',
  family: 'status-codes',
  axis: 'api',
  points: 4,
  severity: 'high',
  basis: 'brief',
  reference: { label: 'RFC 9110, 9.3.5', url: 'https://www.rfc-editor.org/rfc/rfc9110#section-9.3.5' },
  codes: ['WFC 103', 'EM 900'],
  signals: ['http', 'data'],
  question: 'What should a second DELETE answer?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: (challenge) => (deletable(challenge).length > 0 ? undefined : 'nothing can be deleted at this level'),
  run: ({ api, challenge }) =>
    judgeEach(deletable(challenge), 'nothing can be deleted', async (resource) => {
      const made = await api.make(resource.name);
      const remove = () =>
        api.call(operationOf(resource, 'delete'), {
          as: callerFor(api, resource, 'delete', made.owner),
          params: made.params,
        });
      const first = await remove();
      expectStatus(first, [200, 204], {
        to: `deleting ${aResource(resource)}`,
        expected: '204',
        remedy: 'Delete it and answer 204 No Content.',
      });
      const exchange = await read(api, resource, made);
      expectStatus(exchange, [404, 410], {
        to: `${aResource(resource)} that was deleted`,
        remedy: 'Make it unreadable once it is deleted.',
      });
    }),
});
