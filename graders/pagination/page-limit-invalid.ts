import { callerFor, defineCheck, expectStatus, judgeEach, operationOf } from '../../src/index.ts';
import { pagedResources, paginates } from './walk.ts';

const nonsense = ['0', '-1', 'abc', '1.5'];

export const pageLimitInvalid = defineCheck({
  id: 'page-limit-invalid',
  title: 'Refuses a page size that is no positive whole number',
  failureTitle: 'Accepts a page size that is no positive whole number',
  plain: 'Does not notice nonsense in a request for a list.',
  family: 'pagination',
  axis: 'api',
  points: 2,
  severity: 'low',
  basis: 'brief',
  reference: { label: 'AIP-158', url: 'https://google.aip.dev/158' },
  codes: ['WFC 102'],
  signals: ['validation'],
  question: 'Where do you validate query parameters, and how do you keep that in one place?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: paginates,
  run: ({ api, challenge }) =>
    judgeEach(
      pagedResources(challenge).flatMap((resource) => nonsense.map((value) => ({ resource, value }))),
      'nothing is paginated',
      async ({ resource, value }) => {
        const as = callerFor(api, resource, 'list', api.caller(resource.callers.list ?? 'anonymous'));
        const query = { [resource.pagination.limit]: value };
        const exchange = await api.call(operationOf(resource, 'list'), { as, query, intent: 'invalid' });
        expectStatus(exchange, [400, 422], {
          to: `a ${resource.pagination.limit} of "${value}"`,
          remedy: 'Validate query parameters like bodies: a whole number from 1.',
        });
      },
    ),
});
