import {
  defineCheck,
  jsonOf,
  judgeEach,
  operationOf,
  type RequestSpec,
  requireSuccess,
  valueAt,
} from '../../src/index.ts';
import { expectEachOnce, listerOf, pagedResources, paginates, walk } from './walk.ts';

/** Created together, so that their times of creation are equal or nearly so. */
const items = 9;

export const pageTie = defineCheck({
  id: 'page-tie',
  title: 'Pages correctly through items that were created at the same moment',
  failureTitle: 'Skips or repeats items that were created at the same moment',
  plain: 'Loses or repeats entries that were made at the same moment.',
  family: 'pagination',
  axis: 'api',
  points: 3,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'AIP-158', url: 'https://google.aip.dev/158' },
  signals: ['data', 'concurrency'],
  question: 'Is the order of your list total? What makes it so?',
  visibility: 'hidden',
  needs: ['target'],
  notApplicable: paginates,
  run: ({ api, challenge }) =>
    judgeEach(
      pagedResources(challenge).filter(({ needs }) => needs.length === 0),
      'no paginated resource can be created in one step',
      async (resource) => {
        const creator = api.caller(resource.callers.create ?? 'anonymous');
        const requests: RequestSpec[] = Array.from({ length: items }, () =>
          api.prepare(operationOf(resource, 'create'), { as: creator, json: api.sample(resource.name, {}) }),
        );
        const exchanges = await api.race(requests);
        for (const exchange of exchanges) requireSuccess(exchange, 'creating items together');
        const made = exchanges.map((exchange) => ({ id: String(valueAt(jsonOf(exchange), resource.id ?? '/id')) }));
        const as = listerOf(api, resource, creator);
        const { maxLimit } = resource.pagination;
        // An odd page size puts the border between pages inside the group, whatever else the list holds.
        for (const limit of [3, maxLimit - 1]) {
          const whole = await walk(api, resource, as, Math.max(limit, 3));
          expectEachOnce(made, whole, 'Add a unique tie-breaker such as the id to the order and to the cursor.');
        }
      },
    ),
});
