import { callerFor, defineCheck, expectThat, judgeEach } from '../../src/index.ts';
import { fetchPage, isLast, makeMany, pagedResources, paginates } from './walk.ts';

export const pageDefault = defineCheck({
  id: 'page-default',
  title: 'Limits a page when no limit is given',
  failureTitle: 'Gives an unlimited page when no limit is given',
  plain: 'Sends a whole table at once unless told otherwise.',
  family: 'pagination',
  axis: 'api',
  points: 2,
  severity: 'medium',
  basis: 'brief',
  reference: {
    label: 'OWASP API4:2023',
    url: 'https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/',
  },
  codes: ['OWASP API4:2023'],
  signals: ['api-design', 'performance'],
  question: 'What would happen to your list with a million rows?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: paginates,
  run: ({ api, challenge }) =>
    judgeEach(pagedResources(challenge), 'nothing is paginated', async (resource) => {
      const { defaultLimit } = resource.pagination;
      const made = await makeMany(api, resource, defaultLimit + 1);
      const as = callerFor(api, resource, 'list', made[0]?.owner ?? api.caller(resource.callers.list ?? ''));
      const page = await fetchPage(api, resource, as, {});
      expectThat(page.items.length <= defaultLimit && !isLast(page), page.exchange, {
        message: `Without a limit the page had ${page.items.length} items and ${isLast(page) ? 'no' : 'a'} next cursor, with more than ${defaultLimit} in the list.`,
        expected: `at most ${defaultLimit} items and a next cursor`,
        remedy: `Use ${defaultLimit} where \`${resource.pagination.limit}\` is not given.`,
      });
    }),
});
