import { defineCheck, expectThat, judgeEach, statusOf, succeeded } from '../../src/index.ts';
import { exclusivePairs, hasExclusiveActions, prepareAction, reach } from './states.ts';

const rounds = 4;

export const stateRace = defineCheck({
  id: 'state-race',
  title: 'Lets one of two actions win that exclude each other',
  failureTitle: 'Lets two actions win that exclude each other',
  plain: 'Ships an order that was cancelled at the same moment.',
  family: 'concurrency',
  axis: 'api',
  points: 4,
  severity: 'high',
  basis: 'brief',
  reference: { label: 'brief' },
  codes: ['CWE-362'],
  signals: ['concurrency', 'data'],
  question: 'What does your UPDATE statement for a state change look like?',
  visibility: 'public',
  needs: ['target'],
  sticky: true,
  notApplicable: hasExclusiveActions,
  run: ({ api, challenge }) =>
    judgeEach(exclusivePairs(challenge), 'no two actions exclude each other', async (pair) => {
      for (let round = 0; round < rounds; round++) {
        const made = await reach(api, pair.resource, pair.from);
        const requests = [pair.first, pair.second, pair.first, pair.second].map((name) =>
          prepareAction(api, pair.resource, made, name),
        );
        const exchanges = await api.race(requests);
        const winners = exchanges.filter(succeeded).length;
        const subject = exchanges.find(succeeded) ?? exchanges[0];
        if (subject === undefined) return;
        expectThat(winners === 1, subject, {
          message: `Of \`${pair.first}\` and \`${pair.second}\` at the same moment, ${winners} of ${exchanges.length} requests succeeded.`,
          expected: 'exactly one, 409 for the others',
          received: `statuses ${exchanges.map(statusOf).join(', ')}`,
          remedy: 'Change the state in one conditional statement (`UPDATE ... WHERE id = $1 AND status = $2`).',
        });
      }
    }),
});
