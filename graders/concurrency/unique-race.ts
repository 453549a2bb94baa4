import {
  answerOf,
  type Challenge,
  defineCheck,
  expectThat,
  judgeEach,
  operationOf,
  type Resource,
  resourcesWith,
  statusOf,
  succeeded,
} from '../../src/index.ts';

const copies = 8;
const rounds = 3;

const uniqueResources = (challenge: Challenge): Resource[] =>
  resourcesWith(challenge, 'create').filter(({ unique }) => unique !== undefined);

export const uniqueRace = defineCheck({
  id: 'unique-race',
  title: 'Keeps a unique value unique when several create it at once',
  failureTitle: 'Creates the same unique value several times at once',
  plain: 'Makes duplicates when the same thing is entered twice at the same moment.',
  family: 'concurrency',
  axis: 'api',
  points: 4,
  severity: 'high',
  basis: 'brief',
  reference: { label: 'brief' },
  codes: ['CWE-362'],
  signals: ['concurrency', 'data'],
  question: 'Is uniqueness checked by your code or by an index? Why does it matter?',
  visibility: 'public',
  needs: ['target'],
  sticky: true,
  notApplicable: (challenge) =>
    uniqueResources(challenge).length > 0 ? undefined : 'nothing has to be unique at this level',
  run: ({ api, challenge }) =>
    judgeEach(uniqueResources(challenge), 'nothing has to be unique', async (resource) => {
      for (let round = 0; round < rounds; round++) {
        const { owner, needed, params } = await api.makeNeeds(resource.name);
        const json = api.sample(resource.name, needed);
        const request = api.prepare(operationOf(resource, 'create'), { as: owner, json, params });
        const exchanges = await api.race(Array.from({ length: copies }, () => request));
        const made = exchanges.filter(succeeded).length;
        const subject = exchanges.find(succeeded) ?? exchanges[0];
        if (subject === undefined) return;
        const remedy = 'Put a unique constraint on the column and turn its violation into 409.';
        expectThat(made === 1, subject, {
          message: `${copies} simultaneous requests with the same \`${resource.unique}\` made ${made} ${resource.name} instances.`,
          expected: 'exactly one, 409 for the others',
          received: `statuses ${exchanges.map(statusOf).join(', ')}`,
          remedy,
        });
        const crashed = exchanges.find(
          (exchange) => !succeeded(exchange) && !(statusOf(exchange) >= 400 && statusOf(exchange) < 500),
        );
        if (crashed)
          expectThat(false, crashed, {
            message: `One of those who came second ${answerOf(crashed)}.`,
            expected: '409',
            remedy,
          });
      }
    }),
});
