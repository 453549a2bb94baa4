import type { Api, Caller } from '../core/api.ts';
import type { Challenge, OperationRole, Resource } from '../core/challenge.ts';

/** Resources of the challenge that have all the given operations, in dependency order. */
export const resourcesWith = (challenge: Challenge, ...roles: readonly OperationRole[]): Resource[] =>
  [...challenge.resources.values()].filter((resource) =>
    roles.every((role) => resource.operations[role] !== undefined),
  );

/** The operation id a resource has for a role. @throws Error where it has none: ask `resourcesWith` first */
export const operationOf = (resource: Resource, role: OperationRole): string => {
  const operation = resource.operations[role];
  if (operation === undefined) throw new Error(`the resource "${resource.name}" has no ${role} operation`);
  return operation;
};

/** `a product`, `an order`. */
export const aResource = (resource: Pick<Resource, 'name'>): string =>
  `${/^[aeiou]/i.test(resource.name) ? 'an' : 'a'} ${resource.name}`;

/** Whoever may use an operation: the owner where instances belong to somebody, else a caller of the kind that may. */
export const callerFor = (
  api: Pick<Api, 'caller'>,
  resource: Pick<Resource, 'owned' | 'callers'>,
  role: OperationRole,
  owner?: Caller,
): Caller => (resource.owned && owner ? owner : api.caller(resource.callers[role] ?? 'anonymous'));
