import {
  callerFor,
  defineCheck,
  expectThat,
  jsonOf,
  judgeEach,
  operationOf,
  statusOf,
  valueAt,
} from '../../src/index.ts';
import { makeMany, pagedResources, paginates } from './walk.ts';

export const pageMaximum = defineCheck({
  id: 'page-maximum',
  title: 'Keeps to the largest page size however much is asked for',
  failureTitle: 'Gives pages of any size on request',
  plain: 'Lets one request read as much as it likes.',
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
  question: 'Would you refuse a page size that is too large, or lower it? Why?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: paginates,
  run: ({ api, challenge }) =>
    judgeEach(
      pagedResources(challenge).filter(({ needs }) => needs.length === 0),
      'no paginated resource can be created in one step',
      async (resource) => {
        const { limit, items, maxLimit } = resource.pagination;
        const made = await makeMany(api, resource, maxLimit + 1);
        const as = callerFor(api, resource, 'list', made[0]?.owner ?? api.caller(resource.callers.list ?? ''));
        const exchange = await api.call(operationOf(resource, 'list'), {
          as,
          query: { [limit]: maxLimit * 1000 },
          intent: 'invalid',
        });
        // Refusing and lowering are both right; AIP-158 lowers, many briefs refuse.
        if (statusOf(exchange) === 400 || statusOf(exchange) === 422) return;
        const found = valueAt(jsonOf(exchange), items);
        const count = Array.isArray(found) ? found.length : -1;
        expectThat(count > 0 && count <= maxLimit, exchange, {
          message: `A page of ${maxLimit * 1000} was asked for, with more than ${maxLimit} in the list: ${count < 0 ? 'the answer had no items' : `it had ${count} items`}.`,
          expected: `at most ${maxLimit} items, or 400 or 422`,
          remedy: `Lower \`${limit}\` to ${maxLimit}, or refuse what is larger.`,
        });
      },
    ),
});
