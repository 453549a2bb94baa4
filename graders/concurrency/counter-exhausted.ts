import { aResource, defineCheck, expectStatus, expectThat, judgeEach, requireSuccess } from '../../src/index.ts';
import { counterOf, countingResources, countsDown, prepareBuyers, stocked } from './counting.ts';

export const counterExhausted = defineCheck({
  id: 'counter-exhausted',
  title: 'Refuses what is more than there is',
  failureTitle: 'Does not refuse what is more than there is',
  plain: 'Accepts orders for things that are sold out.',
  family: 'concurrency',
  axis: 'api',
  points: 3,
  severity: 'high',
  basis: 'brief',
  reference: { label: 'brief' },
  signals: ['data', 'validation'],
  question: 'Which answer does the second customer get, and what is in it?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: countsDown,
  run: ({ api, challenge }) =>
    judgeEach(countingResources(challenge), 'nothing is limited in number', async (resource) => {
      const shelf = await stocked(api, resource, resource.consumes.amount);
      const [first, second] = await prepareBuyers(api, resource, shelf, 2);
      if (first === undefined || second === undefined) return;
      requireSuccess(await api.send(first), `creating ${aResource(resource)}`);
      const exchange = await api.send(second);
      const remedy = 'Answer 409 with a problem type of its own, and leave everything as it was.';
      expectStatus(exchange, 409, { to: 'an order for what is no longer there', remedy });
      const left = await counterOf(api, challenge, shelf, resource.consumes.field);
      expectThat(left === 0, exchange, {
        message: `After a refused order the counter read ${left}.`,
        expected: '0',
        remedy,
      });
    }),
});
