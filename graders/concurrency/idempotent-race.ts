import { answerOf, defineCheck, expectThat, judgeEach, statusOf, succeeded } from '../../src/index.ts';
import { expectTaken, hasKeys, idOf, keyedResources, readyToCreate } from './keyed.ts';

const copies = 12;
const rounds = 3;

export const idempotentRace = defineCheck({
  id: 'idempotent-race',
  title: 'Has one effect when the same request arrives many times at once',
  failureTitle: 'Has several effects when the same request arrives many times at once',
  plain: 'Charges several times when the same request arrives twice at the same moment.',
  family: 'concurrency',
  axis: 'api',
  points: 6,
  severity: 'critical',
  basis: 'brief',
  reference: {
    label: 'Idempotency-Key draft',
    url: 'https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/',
  },
  signals: ['concurrency', 'data'],
  question: 'Two copies of a request arrive in the same millisecond. What stops the second?',
  visibility: 'public',
  needs: ['target'],
  sticky: true,
  notApplicable: hasKeys,
  run: ({ api, challenge }) =>
    judgeEach(keyedResources(challenge), 'nothing takes an idempotency key', async (resource) => {
      for (let round = 0; round < rounds; round++) {
        // A caller of its own for each round: a limit of requests a caller must not get in the way.
        const ready = await readyToCreate(api, resource, api.caller(resource.callers.create ?? '', `round ${round}`));
        const exchanges = await api.race(Array.from({ length: copies }, () => ready.prepare(ready.key)));
        const made = new Set(exchanges.filter(succeeded).map((exchange) => idOf(resource, exchange)));
        const [first] = exchanges;
        const odd = exchanges.find((exchange) => !succeeded(exchange) && statusOf(exchange) !== 409);
        const remedy =
          'Insert the key under a unique constraint first; whoever loses waits for the answer or gets 409.';
        if (first === undefined) return;
        expectThat(made.size === 1, first, {
          message: `${copies} copies of one request at the same moment made ${made.size} ${resource.name} instances.`,
          expected: 'exactly one',
          received: `statuses ${exchanges.map(statusOf).join(', ')}`,
          remedy,
        });
        if (odd)
          expectThat(false, odd, {
            message: `One of ${copies} copies of a request ${answerOf(odd)}.`,
            expected: 'the first answer again, or 409',
            remedy,
          });
        await expectTaken(api, resource, ready, 1, first, remedy);
      }
    }),
});
