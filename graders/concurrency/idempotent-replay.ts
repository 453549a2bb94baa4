import { answerOf, defineCheck, expectThat, judgeEach, requireSuccess, statusOf, succeeded } from '../../src/index.ts';
import { expectTaken, hasKeys, idOf, keyedResources, readyToCreate } from './keyed.ts';

export const idempotentReplay = defineCheck({
  id: 'idempotent-replay',
  title: 'Answers a repeated request once made with the same order of things',
  failureTitle: 'Has a second effect when a request is repeated with the same key',
  plain: 'Charges twice when a nervous customer sends the same request twice.',
  family: 'concurrency',
  axis: 'api',
  points: 5,
  severity: 'critical',
  basis: 'brief',
  reference: {
    label: 'Idempotency-Key draft',
    url: 'https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/',
  },
  signals: ['concurrency', 'data'],
  question: 'Walk me through what happens when the same request arrives a second time.',
  visibility: 'public',
  needs: ['target'],
  notApplicable: hasKeys,
  run: ({ api, challenge }) =>
    judgeEach(keyedResources(challenge), 'nothing takes an idempotency key', async (resource) => {
      const ready = await readyToCreate(api, resource);
      const first = requireSuccess(await ready.send(ready.key), 'the first request with a key');
      const second = await ready.send(ready.key);
      const remedy =
        'Store the answer under the key and the caller, in the same transaction as the effect, and give it again.';
      expectThat(succeeded(second) && idOf(resource, second) === idOf(resource, first), second, {
        message: `The same request with the same key ${answerOf(second)}${succeeded(second) ? ` and made another ${resource.name}` : ''}.`,
        expected: `the first answer again: ${statusOf(first)}, ${resource.name} ${idOf(resource, first)}`,
        remedy,
      });
      await expectTaken(api, resource, ready, 1, second, remedy);
    }),
});
