import { defineCheck, expectStatus, judgeEach } from '../../src/index.ts';
import { expectTaken, hasKeys, keyedResources, readyToCreate } from './keyed.ts';

export const idempotentKeyMissing = defineCheck({
  id: 'idempotent-key-missing',
  title: 'Asks for the idempotency key where it is required',
  failureTitle: 'Works without the idempotency key that is required',
  plain: 'Forgets to insist on the safety number that prevents double orders.',
  family: 'concurrency',
  axis: 'api',
  points: 2,
  severity: 'medium',
  basis: 'brief',
  reference: {
    label: 'Idempotency-Key draft',
    url: 'https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/',
  },
  signals: ['validation'],
  question: 'Why would you make the key mandatory?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: hasKeys,
  run: ({ api, challenge }) =>
    judgeEach(keyedResources(challenge), 'nothing takes an idempotency key', async (resource) => {
      const ready = await readyToCreate(api, resource);
      const exchange = await ready.send(undefined, 'invalid');
      const remedy = 'Answer 400 when the header is missing, before anything happens.';
      expectStatus(exchange, 400, { to: `a request without \`${resource.idempotency.header}\``, remedy });
      await expectTaken(api, resource, ready, 0, exchange, remedy);
    }),
});
