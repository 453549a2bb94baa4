import {
  anonymous,
  defineCheck,
  expectThat,
  jsonOf,
  judgeEach,
  operationOf,
  succeeded,
  valueAt,
} from '../../src/index.ts';
import { fetchPage, makeMany, pagedResources } from './walk.ts';

const owned = (challenge: Parameters<typeof pagedResources>[0]) =>
  pagedResources(challenge).filter((resource) => resource.owned);

export const pageCursorOwner = defineCheck({
  id: 'page-cursor-owner',
  title: "Shows nobody else's items through a borrowed cursor",
  failureTitle: "Shows another caller's items through a borrowed cursor",
  plain: "Shows one customer's data to another through a copied link.",
  family: 'pagination',
  axis: 'api',
  points: 3,
  severity: 'high',
  basis: 'brief',
  reference: {
    label: 'OWASP API1:2023',
    url: 'https://owasp.org/API-Security/editions/2023/en/0xa1-broken-object-level-authorization/',
  },
  codes: ['OWASP API1:2023', 'CWE-639'],
  signals: ['security'],
  question: 'Does your cursor carry the filter, or does the query? Who must own it?',
  visibility: 'hidden',
  needs: ['target'],
  notApplicable: (challenge) => (owned(challenge).length > 0 ? undefined : 'no paginated list belongs to its caller'),
  run: ({ api, challenge }) =>
    judgeEach(owned(challenge), 'no paginated list belongs to its caller', async (resource) => {
      const { limit, cursor, items } = resource.pagination;
      const made = await makeMany(api, resource, 3);
      const page = await fetchPage(api, resource, made[0]?.owner ?? anonymous, { [limit]: 1 });
      const stranger = api.caller(resource.callers.list ?? '', 'stranger');
      const exchange = await api.call(operationOf(resource, 'list'), {
        as: stranger,
        query: { [cursor]: String(page.next), [limit]: 10 },
        intent: 'probe',
      });
      const found = valueAt(jsonOf(exchange), items);
      const foreign = Array.isArray(found) ? found.length : 0;
      // Refusing the cursor and continuing in one's own (empty) list are both right.
      expectThat(!succeeded(exchange) || foreign === 0, exchange, {
        message: `With the cursor of another caller, a caller without any ${resource.name} of their own got ${foreign} items.`,
        expected: 'no items, or 400',
        remedy: 'Take the owner from the token in every query, never from the cursor.',
      });
    }),
});
