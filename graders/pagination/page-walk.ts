import { callerFor, defineCheck, judgeEach } from '../../src/index.ts';
import { expectEachOnce, makeMany, pagedResources, paginates, smallLimit, walk } from './walk.ts';

/** Enough for several pages even at the smallest page size. */
const items = 7;

export const pageWalk = defineCheck({
  id: 'page-walk',
  title: 'Gives every item exactly once when paging through a list',
  failureTitle: 'Skips or repeats items when paging through a list',
  plain: 'Loses or repeats entries when a long list is read page by page.',
  family: 'pagination',
  axis: 'api',
  points: 6,
  severity: 'high',
  basis: 'brief',
  reference: { label: 'AIP-158', url: 'https://google.aip.dev/158' },
  signals: ['api-design', 'data'],
  question: 'How does your cursor find the next page, and what happens when two rows have the same sort key?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: paginates,
  run: ({ api, challenge }) =>
    judgeEach(pagedResources(challenge), 'nothing is paginated', async (resource) => {
      const made = await makeMany(api, resource, items);
      const as = callerFor(api, resource, 'list', made[0]?.owner ?? api.caller(resource.callers.list ?? ''));
      const whole = await walk(api, resource, as, await smallLimit(api, resource, as));
      expectEachOnce(
        made,
        whole,
        'Order by a unique key (or add the id as a tie-breaker) and continue after the last item of the page.',
      );
    }),
});
