import {
  type Challenge,
  defineCheck,
  expectStatus,
  judgeEach,
  operationOf,
  type Resource,
  resourcesWith,
} from '../../src/index.ts';

const uniqueResources = (challenge: Challenge): Resource[] =>
  resourcesWith(challenge, 'create').filter(({ unique, needs }) => unique !== undefined && needs.length === 0);

export const duplicateConflict = defineCheck({
  id: 'duplicate-conflict',
  title: 'Answers 409 when something unique exists already',
  failureTitle: 'Does not answer 409 when something unique exists already',
  plain: 'Accepts duplicates, or crashes on them.',
  family: 'status-codes',
  axis: 'api',
  points: 3,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'RFC 9110, 15.5.10', url: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.10' },
  signals: ['http', 'data'],
  question: 'How do you turn the violation of a constraint into an answer?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: (challenge) =>
    uniqueResources(challenge).length > 0 ? undefined : 'nothing has to be unique at this level',
  run: ({ api, challenge }) =>
    judgeEach(uniqueResources(challenge), 'nothing has to be unique', async (resource) => {
      const made = await api.make(resource.name);
      const exchange = await api.call(operationOf(resource, 'create'), { as: made.owner, json: made.sent });
      expectStatus(exchange, 409, {
        to: `a second ${resource.name} with the same \`${resource.unique}\``,
        remedy: 'Answer 409 Conflict when the unique constraint is violated.',
      });
    }),
});
