import {
  aResource,
  callerFor,
  defineCheck,
  expectStatus,
  judgeEach,
  operationOf,
  requireSuccess,
  resourcesWith,
} from '../../src/index.ts';
import { read, unlike } from './reading.ts';

export const missingResource = defineCheck({
  id: 'missing-resource',
  title: 'Answers 404 for what does not exist',
  failureTitle: 'Does not answer 404 for what does not exist',
  plain: 'Does not say clearly that something does not exist.',
  family: 'status-codes',
  axis: 'api',
  points: 3,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'RFC 9110, 15.5.5', url: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.5' },
  codes: ['WFC 205'],
  signals: ['http'],
  question: 'When is 404 better than 403?',
  visibility: 'public',
  needs: ['target'],
  run: ({ api, challenge }) =>
    judgeEach(resourcesWith(challenge, 'create', 'get'), 'nothing can be read', async (resource) => {
      // A sound read first: an API that answers 404 to everything is not right here.
      const made = await api.make(resource.name);
      requireSuccess(await read(api, resource, made), `reading ${aResource(resource)}`);
      const params = Object.fromEntries(
        Object.entries(made.params).map(([name, value]) => [name, value === made.id ? unlike(made.id) : value]),
      );
      const exchange = await api.call(operationOf(resource, 'get'), {
        as: callerFor(api, resource, 'get', made.owner),
        params,
      });
      expectStatus(exchange, 404, {
        to: `the id of ${aResource(resource)} that does not exist`,
        remedy: 'Answer 404 Not Found.',
      });
    }),
});
