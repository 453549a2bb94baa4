import { type Challenge, defineCheck, expectStatus, expectThat, jsonOf, judgeEach, valueAt } from '../../src/index.ts';
import { prepareAction, reach, type StatefulResource, statefulResources, wayTo } from '../concurrency/states.ts';
import { read } from './reading.ts';

type Transition = { resource: StatefulResource; state: string; name: string; to: string | undefined };

/** Every action in every state that can be reached; `to` where it is permitted. */
const transitions = (challenge: Challenge): Transition[] =>
  statefulResources(challenge).flatMap((resource) => {
    const actions = Object.entries(resource.states.actions);
    const states = [...new Set([resource.states.initial, ...actions.map(([, { to }]) => to)])];
    return states
      .filter((state) => wayTo(resource, state) !== undefined)
      .flatMap((state) =>
        actions.map(([name, action]) => ({
          resource,
          state,
          name,
          to: action.from.includes(state) ? action.to : undefined,
        })),
      );
  });

export const stateTransitions = defineCheck({
  id: 'state-transitions',
  title: 'Allows exactly the actions a state permits',
  failureTitle: 'Does not allow exactly the actions a state permits',
  plain: 'Lets an order skip steps, such as shipping what was not paid.',
  family: 'status-codes',
  axis: 'api',
  points: 5,
  severity: 'high',
  basis: 'brief',
  reference: { label: 'brief' },
  signals: ['domain', 'data'],
  question: 'Where in your code are the allowed transitions written down?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: (challenge) =>
    statefulResources(challenge).length > 0 ? undefined : 'nothing has states at this level',
  run: ({ api, challenge }) =>
    judgeEach(transitions(challenge), 'nothing has states', async ({ resource, state, name, to }) => {
      const made = await reach(api, resource, state);
      const exchange = await api.send(prepareAction(api, resource, made, name));
      const what = `\`${name}\` in the state ${state}`;
      if (to === undefined) {
        expectStatus(exchange, 409, {
          to: what,
          remedy: 'Answer 409 to an action that the state does not permit, and change nothing.',
        });
      } else {
        expectStatus(exchange, [200, 204], { to: what, remedy: `Change the state to ${to} and answer 200.` });
      }
      const after = await read(api, resource, made);
      const now = valueAt(jsonOf(after), resource.states.field);
      expectThat(now === (to ?? state), after, {
        message: `After ${what} the state is ${JSON.stringify(now)}.`,
        expected: to ?? state,
        remedy: to ? `Change the state to ${to}.` : 'Leave the state alone when an action is refused.',
      });
    }),
});
