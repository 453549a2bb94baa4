import type { Api, Challenge, Instance, RequestSpec, Resource } from '../../src/index.ts';
import { CheckBlocked, requireSuccess } from '../../src/index.ts';

/** A resource with states. */
export type StatefulResource = Resource & { states: NonNullable<Resource['states']> };

/** The resources with states at this level. */
export const statefulResources = (challenge: Challenge): StatefulResource[] =>
  [...challenge.resources.values()].filter((resource): resource is StatefulResource => resource.states !== undefined);

/** Two actions of which only one can happen, from the state in which both could. */
export type ExclusivePair = { resource: StatefulResource; from: string; first: string; second: string };

/** Every pair of actions that exclude each other: both start from a state, neither starts where the other ends. */
export const exclusivePairs = (challenge: Challenge): ExclusivePair[] =>
  statefulResources(challenge).flatMap((resource) => {
    const actions = Object.entries(resource.states.actions);
    return actions.flatMap(([first, one], at) =>
      actions.slice(at + 1).flatMap(([second, other]) => {
        const from = one.from.find((state) => other.from.includes(state));
        const exclusive = !one.from.includes(other.to) && !other.from.includes(one.to);
        return from !== undefined && exclusive ? [{ resource, from, first, second }] : [];
      }),
    );
  });

/** The rule of the race between actions that is known before the run. */
export const hasExclusiveActions = (challenge: Challenge): string | undefined =>
  exclusivePairs(challenge).length > 0 ? undefined : 'no two actions exclude each other at this level';

/** The shortest way of actions from the initial state to another one; undefined where there is none. */
export const wayTo = ({ states }: StatefulResource, target: string): string[] | undefined => {
  const ways = new Map<string, string[]>([[states.initial, []]]);
  for (const [state, way] of ways) {
    if (state === target) return way;
    for (const [name, action] of Object.entries(states.actions)) {
      if (action.from.includes(state) && !ways.has(action.to)) ways.set(action.to, [...way, name]);
    }
  }
  return undefined;
};

/** The request of an action on an instance, by whoever may do it. */
export const prepareAction = (api: Api, resource: StatefulResource, instance: Instance, name: string): RequestSpec => {
  const action = resource.states.actions[name];
  if (action === undefined) throw new Error(`${resource.name} has no action "${name}"`);
  const as = action.caller === 'owner' ? instance.owner : api.caller(action.caller);
  return api.prepare(action.operation, { as, params: instance.params });
};

/** Makes an instance and brings it into a state. @throws CheckBlocked when a step does not work */
export const reach = async (api: Api, resource: StatefulResource, state: string): Promise<Instance> => {
  const way = wayTo(resource, state);
  if (way === undefined) throw new CheckBlocked(`no action leads to the state "${state}"`);
  const instance = await api.make(resource.name);
  for (const name of way) {
    requireSuccess(await api.send(prepareAction(api, resource, instance, name)), `the action \`${name}\``);
  }
  return instance;
};
