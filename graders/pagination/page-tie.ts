import {
  callerFor,
  defineCheck,
  jsonOf,
  judgeEach,
  operationOf,
  type RequestSpec,
  requireSuccess,
  valueAt,
} from '../../src/index.ts';
import { expectEachOnce, pagedResources, paginates, walk } from './walk.ts';

/** Pages a walk takes at most; long lists are walked in larger pages, with more items created together. */
const pages = 300;
const smallest = 3;

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
        const as = callerFor(api, resource, 'list', creator);
        const { maxLimit } = resource.pagination;
        const there = await walk(api, resource, as, maxLimit);
        const limit = Math.min(maxLimit, Math.max(smallest, Math.ceil(there.ids.length / pages)));
        // More than two pages of them: at least one border between pages lies inside the group.
        const requests: RequestSpec[] = Array.from({ length: 3 * limit }, () =>
          api.prepare(operationOf(resource, 'create'), { as: creator, json: api.sample(resource.name, {}) }),
        );
        const exchanges = await api.race(requests);
        for (const exchange of exchanges) requireSuccess(exchange, 'creating items together');
        const made = exchanges.map((exchange) => ({ id: String(valueAt(jsonOf(exchange), resource.id ?? '/id')) }));
        const remedy = 'Add a unique tie-breaker such as the id to the order and to the cursor.';
        expectEachOnce(made, await walk(api, resource, as, limit), remedy);
      },
    ),
});
