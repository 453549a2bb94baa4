import type { Api, Instance, Resource, StateAction } from '../../src/index.ts';
import { lineOf, requireSuccess } from '../../src/index.ts';

/** The shortest way of actions from the initial state to one of the goals; empty when it is one already. */
const actionsTo = ({ states }: Resource, goals: readonly string[]): StateAction[] => {
  if (states === undefined) return [];
  const seen = new Set([states.initial]);
  const ways: { state: string; actions: StateAction[] }[] = [{ state: states.initial, actions: [] }];
  for (const { state, actions } of ways) {
    if (goals.includes(state)) return actions;
    for (const action of Object.values(states.actions)) {
      if (!action.from.includes(state) || seen.has(action.to)) continue;
      seen.add(action.to);
      ways.push({ state: action.to, actions: [...actions, action] });
    }
  }
  return [];
};

/**
 * Moves an instance that was just made into one of the states.
 * @throws CheckBlocked when an action on the way is not answered with success
 */
export const moveToState = async (
  api: Api,
  resource: Resource,
  instance: Instance,
  goals: readonly string[],
): Promise<void> => {
  for (const { operation, caller } of actionsTo(resource, goals)) {
    const as = caller === 'owner' ? instance.owner : api.caller(caller);
    const exchange = await api.call(operation, { as, params: instance.params });
    requireSuccess(exchange, `\`${lineOf(exchange)}\``);
  }
};
