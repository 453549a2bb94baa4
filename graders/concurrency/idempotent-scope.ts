import { answerOf, defineCheck, expectThat, judgeEach, requireSuccess, succeeded } from '../../src/index.ts';
import { hasKeys, idOf, keyedResources, readyToCreate } from './keyed.ts';

export const idempotentScope = defineCheck({
  id: 'idempotent-scope',
  title: 'Keeps the keys of different callers apart',
  failureTitle: 'Mixes up the keys of different callers',
  plain: 'Shows one customer the answer meant for another.',
  family: 'concurrency',
  axis: 'api',
  points: 3,
  severity: 'high',
  basis: 'brief',
  reference: {
    label: 'Idempotency-Key draft',
    url: 'https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/',
  },
  signals: ['security', 'data'],
  question: 'What is the primary key of your table of keys?',
  visibility: 'hidden',
  needs: ['target'],
  notApplicable: hasKeys,
  run: ({ api, challenge }) =>
    judgeEach(keyedResources(challenge), 'nothing takes an idempotency key', async (resource) => {
      const kind = resource.callers.create ?? '';
      const alice = await readyToCreate(api, resource, api.caller(kind, 'alice'));
      const bob = await readyToCreate(api, resource, api.caller(kind, 'bob'));
      const first = requireSuccess(await alice.send(alice.key), 'the first request with a key');
      const second = await bob.send(alice.key);
      expectThat(succeeded(second) && idOf(resource, second) !== idOf(resource, first), second, {
        message: `Another caller who happened to use the same key ${succeeded(second) ? `got the first caller's ${resource.name}` : `was answered ${answerOf(second).replace('answered ', '')}`}.`,
        expected: `a new ${resource.name} of their own`,
        remedy: 'Make the caller part of the key.',
      });
    }),
});
