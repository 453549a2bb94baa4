import { defineCheck, expectThat, judgeEach, valueAt } from '../../src/index.ts';
import { statefulResources } from '../concurrency/states.ts';

export const initialState = defineCheck({
  id: 'initial-state',
  title: 'Begins in the right state',
  failureTitle: 'Does not begin in the right state',
  plain: 'Starts an order in the wrong state.',
  family: 'status-codes',
  axis: 'api',
  points: 2,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'brief' },
  signals: ['domain'],
  question: 'Who sets the first state: the client, the code or the database?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: (challenge) =>
    statefulResources(challenge).length > 0 ? undefined : 'nothing has states at this level',
  run: ({ api, challenge }) =>
    judgeEach(statefulResources(challenge), 'nothing has states', async (resource) => {
      const made = await api.make(resource.name);
      const state = valueAt(made.body, resource.states.field);
      expectThat(state === resource.states.initial, made.exchange, {
        message: `A new ${resource.name} has the state ${JSON.stringify(state)}.`,
        expected: resource.states.initial,
        at: resource.states.field,
        remedy: `Create it in the state ${resource.states.initial}.`,
      });
    }),
});
