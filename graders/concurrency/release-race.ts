import { defineCheck, expectThat, judgeEach, statusOf, succeeded } from '../../src/index.ts';
import { expectCounter, releases, releasingResources, stocked } from './counting.ts';

const copies = 8;
const rounds = 3;

export const releaseRace = defineCheck({
  id: 'release-race',
  title: 'Gives back once when cancelled many times at once',
  failureTitle: 'Gives back several times when cancelled many times at once',
  plain: 'Creates goods out of nothing when a cancellation is sent twice at the same moment.',
  family: 'concurrency',
  axis: 'api',
  points: 4,
  severity: 'high',
  basis: 'brief',
  reference: { label: 'brief' },
  signals: ['concurrency', 'data'],
  question: 'Which lock protects the state change and the counter together?',
  visibility: 'hidden',
  needs: ['target'],
  sticky: true,
  notApplicable: releases,
  run: ({ api, challenge }) =>
    judgeEach(releasingResources(challenge), 'nothing is given back', async (resource) => {
      for (let round = 0; round < rounds; round++) {
        const shelf = await stocked(api, resource, 5);
        const made = await api.make(resource.name, { with: { [shelf.resource]: shelf } });
        const requests = Array.from({ length: copies }, () =>
          api.prepare(resource.release, { as: made.owner, params: made.params }),
        );
        const exchanges = await api.race(requests);
        const [first] = exchanges;
        if (first === undefined) return;
        expectThat(exchanges.some(succeeded), first, {
          message: `None of ${copies} simultaneous \`${resource.consumes.release}\` requests succeeded.`,
          expected: 'exactly one success, 409 for the others',
          received: `statuses ${exchanges.map(statusOf).join(', ')}`,
          remedy: 'Let one of them through.',
        });
        await expectCounter(api, challenge, shelf, resource, 5, exchanges.find(succeeded) ?? first);
      }
    }),
});
