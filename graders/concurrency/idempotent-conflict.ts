import { defineCheck, expectStatus, judgeEach, requireSuccess } from '../../src/index.ts';
import { expectTaken, hasKeys, keyedResources, readyToCreate } from './keyed.ts';

export const idempotentConflict = defineCheck({
  id: 'idempotent-conflict',
  title: 'Refuses a key that is used again for another request',
  failureTitle: 'Does not refuse a key that is used again for another request',
  plain: 'Mixes up two different requests that carry the same number.',
  family: 'concurrency',
  axis: 'api',
  points: 3,
  severity: 'medium',
  basis: 'brief',
  reference: {
    label: 'Idempotency-Key draft',
    url: 'https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/',
  },
  signals: ['api-design', 'data'],
  question: 'How do you notice that a key is used for a different request?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: hasKeys,
  run: ({ api, challenge }) =>
    judgeEach(keyedResources(challenge), 'nothing takes an idempotency key', async (resource) => {
      const first = await readyToCreate(api, resource);
      const other = await readyToCreate(api, resource, first.owner);
      requireSuccess(await first.send(first.key), 'the first request with a key');
      const exchange = await other.send(first.key, 'invalid');
      const remedy = 'Keep a fingerprint of the body with the key, and answer 422 when it differs.';
      expectStatus(exchange, 422, { to: 'another body with the same key', remedy });
      await expectTaken(api, resource, other, 0, exchange, remedy);
    }),
});
