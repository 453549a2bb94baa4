import { callerFor, defineCheck, judgeEach } from '../../src/index.ts';
import { expectEachOnce, makeMany, pagedResources, paginates, walk } from './walk.ts';

const items = 6;
/** New items are made after each of the first pages only: a list that grows for ever cannot be walked. */
const disturbedPages = 4;

export const pageStability = defineCheck({
  id: 'page-stability',
  title: 'Keeps its place when items are added while paging',
  failureTitle: 'Skips or repeats items when others are added while paging',
  plain: 'Loses or repeats entries when new ones arrive while a list is being read.',
  family: 'pagination',
  axis: 'api',
  points: 4,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'AIP-158', url: 'https://google.aip.dev/158' },
  signals: ['data', 'concurrency'],
  question: 'What can offset paging not promise that a cursor can?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: paginates,
  run: ({ api, challenge }) =>
    judgeEach(pagedResources(challenge), 'nothing is paginated', async (resource) => {
      const made = await makeMany(api, resource, items);
      const owner = made[0]?.owner;
      const as = callerFor(api, resource, 'list', owner ?? api.caller(resource.callers.list ?? ''));
      const before = await walk(api, resource, as, resource.pagination.maxLimit);
      const limit = Math.max(2, Math.ceil(before.ids.length / (disturbedPages + 1)));
      const whole = await walk(api, resource, as, Math.min(limit, resource.pagination.maxLimit), async (page) => {
        if (page <= disturbedPages) await makeMany(api, resource, 2, owner);
      });
      expectEachOnce(
        made,
        whole,
        'Continue after the last item seen (keyset pagination) instead of counting an offset.',
      );
    }),
});
