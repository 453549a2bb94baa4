import { callerFor, defineCheck, expectThat, judgeEach } from '../../src/index.ts';
import { makeMany, pagedResources, walk } from './walk.ts';

const sorted = (challenge: Parameters<typeof pagedResources>[0]) =>
  pagedResources(challenge).filter(({ pagination }) => pagination.newestFirst);

export const pageSort = defineCheck({
  id: 'page-sort',
  title: 'Lists the newest first where that is asked for',
  failureTitle: 'Does not list the newest first',
  plain: 'Shows lists in the wrong order.',
  family: 'pagination',
  axis: 'api',
  points: 2,
  severity: 'low',
  basis: 'brief',
  reference: { label: 'brief' },
  signals: ['api-design'],
  question: 'Which index serves this order?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: (challenge) => (sorted(challenge).length > 0 ? undefined : 'no list of this level has a given order'),
  run: ({ api, challenge }) =>
    judgeEach(sorted(challenge), 'no list has a given order', async (resource) => {
      const made = await makeMany(api, resource, 4);
      const as = callerFor(api, resource, 'list', made[0]?.owner ?? api.caller(resource.callers.list ?? ''));
      const { ids, pages } = await walk(api, resource, as, 2);
      const own = new Map(made.map(({ id }, position) => [id, position]));
      const positions = ids.flatMap((id) => own.get(id) ?? []);
      const [first] = pages;
      if (first === undefined) return;
      expectThat(
        positions.every((position, at) => at === 0 || position < (positions[at - 1] ?? 0)),
        first.exchange,
        {
          message: `Of ${made.length} items made one after the other, the list showed number ${positions.map((position) => position + 1).join(', ')} in this order.`,
          expected: 'the last one made first',
          remedy: 'Order by time of creation, descending, with the id as tie-breaker; keep that order across pages.',
        },
      );
    }),
});
