import { callerFor, defineCheck, expectThat, judgeEach } from '../../src/index.ts';
import { fetchPage, makeMany, pagedResources, paginates } from './walk.ts';

export const pageSize = defineCheck({
  id: 'page-size',
  title: 'Gives no more items on a page than asked for',
  failureTitle: 'Gives more items on a page than asked for',
  plain: 'Ignores how many entries per page were asked for.',
  family: 'pagination',
  axis: 'api',
  points: 2,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'AIP-158', url: 'https://google.aip.dev/158' },
  signals: ['api-design'],
  question: 'What does your API do with a page size it does not like?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: paginates,
  run: ({ api, challenge }) =>
    judgeEach(pagedResources(challenge), 'nothing is paginated', async (resource) => {
      const made = await makeMany(api, resource, 3);
      const as = callerFor(api, resource, 'list', made[0]?.owner ?? api.caller(resource.callers.list ?? ''));
      for (const limit of [1, 2]) {
        const page = await fetchPage(api, resource, as, { [resource.pagination.limit]: limit });
        expectThat(page.items.length <= limit && page.items.length > 0, page.exchange, {
          message: `A page of at most ${limit} had ${page.items.length} items, with at least 3 in the list.`,
          expected: `1 to ${limit} items`,
          remedy: `Honour \`${resource.pagination.limit}\`.`,
        });
      }
    }),
});
