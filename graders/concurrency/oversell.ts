import { answerOf, defineCheck, expectThat, judgeEach, statusOf, succeeded } from '../../src/index.ts';
import { counterOf, countingResources, countsDown, prepareBuyers, stocked } from './counting.ts';

const supply = 3;
const customers = 10;
const rounds = 3;

export const oversell = defineCheck({
  id: 'oversell',
  title: 'Sells no more than there is when many buy at once',
  failureTitle: 'Sells more than there is when many buy at once',
  plain: 'Sells things that are no longer there when many customers buy at the same moment.',
  family: 'concurrency',
  axis: 'api',
  points: 6,
  severity: 'critical',
  basis: 'brief',
  reference: { label: 'brief' },
  codes: ['CWE-362'],
  signals: ['concurrency', 'data'],
  question: 'Ten customers buy the last item in the same second. What happens in your database?',
  visibility: 'public',
  needs: ['target'],
  sticky: true,
  notApplicable: countsDown,
  run: ({ api, challenge }) =>
    judgeEach(countingResources(challenge), 'nothing is limited in number', async (resource) => {
      for (let round = 0; round < rounds; round++) {
        const shelf = await stocked(api, resource, supply * resource.consumes.amount);
        const buyers = await prepareBuyers(api, resource, shelf, customers);
        const exchanges = await api.race(buyers);
        const sold = exchanges.filter(succeeded).length;
        const left = await counterOf(api, challenge, shelf, resource.consumes.field);
        const [first] = exchanges;
        if (first === undefined) return;
        const received = `statuses ${exchanges.map(statusOf).join(', ')}; ${resource.consumes.field.slice(1)} ${left}`;
        const remedy =
          'Take from the counter in one conditional statement (`UPDATE ... SET n = n - $1 WHERE n >= $1`) within the transaction, or lock the row first.';
        expectThat(sold === supply && left === 0, exchanges.find(succeeded) ?? first, {
          message: `${customers} callers at once wanted one of ${supply}: ${sold} got one, and the counter then read ${left}.`,
          expected: `exactly ${supply} successes, a counter of 0`,
          received,
          remedy,
        });
        const crashed = exchanges.find(
          (exchange) => !succeeded(exchange) && !(statusOf(exchange) >= 400 && statusOf(exchange) < 500),
        );
        if (crashed)
          expectThat(false, crashed, {
            message: `One who came too late ${answerOf(crashed)}.`,
            expected: '409 for those who come too late',
            remedy,
          });
      }
    }),
});
