import type { Challenge, OperationRole, Resource } from '../../src/index.ts';
import { isTokenCaller } from './protected-read.ts';

/** What an operation does: a role of a resource, an action between states, or creating through a deprecated version. */
type Use = { role: OperationRole } | { action: string } | { sample: unknown };

/** An operation that is not open to everybody. */
export type ProtectedOperation = {
  operationId: string;
  resource: Resource;
  /** Kind of caller it is for. */
  kind: string;
  use: Use;
};

const roles: readonly OperationRole[] = ['create', 'get', 'list', 'update', 'replace', 'delete'];

const kindOfOwner = ({ callers }: Resource): string => callers.create ?? callers.replace ?? 'anonymous';

const ofRoles = (resource: Resource): ProtectedOperation[] =>
  roles.flatMap((role) => {
    const operationId = resource.operations[role];
    const kind = resource.callers[role] ?? 'anonymous';
    return operationId === undefined ? [] : [{ operationId, resource, kind, use: { role } }];
  });

const ofActions = (resource: Resource): ProtectedOperation[] =>
  Object.entries(resource.states?.actions ?? {}).map(([action, { operation, caller }]) => {
    const kind = caller === 'owner' ? kindOfOwner(resource) : caller;
    return { operationId: operation, resource, kind, use: { action } };
  });

/** Creating through deprecated versions, as far as the sample needs nothing else first. */
const ofVersions = (challenge: Challenge): ProtectedOperation[] =>
  challenge.deprecated.flatMap((version) =>
    Object.entries(version.resources).flatMap(([name, { operations, sample }]) => {
      const resource = challenge.resources.get(name);
      if (operations.create === undefined || resource === undefined || resource.needs.length > 0) return [];
      return [{ operationId: operations.create, resource, kind: kindOfOwner(resource), use: { sample } }];
    }),
  );

const protectedOperations = (challenge: Challenge): ProtectedOperation[] =>
  [
    ...[...challenge.resources.values()].flatMap((resource) => [...ofRoles(resource), ...ofActions(resource)]),
    ...ofVersions(challenge),
  ].filter(({ kind }) => kind !== 'anonymous');

/** The operations of the level that need a token. */
export const tokenOperations = (challenge: Challenge): ProtectedOperation[] =>
  protectedOperations(challenge).filter(({ kind }) => isTokenCaller(challenge, kind));

/** The operations of the level that need an API key. */
export const keyOperations = (challenge: Challenge): ProtectedOperation[] =>
  protectedOperations(challenge).filter(({ kind }) => challenge.auth.callers[kind]?.apiKey !== undefined);

/** The operations that callers of the level may use for a scope of theirs, not for a role. */
export const scopedOperations = (challenge: Challenge): ProtectedOperation[] =>
  tokenOperations(challenge).filter(({ kind }) => {
    const { scopes = [], roles: held = [] } = challenge.auth.callers[kind] ?? {};
    return scopes.length > 0 && held.length === 0;
  });

/** The operations that need a role. */
export const roleOperations = (challenge: Challenge): ProtectedOperation[] =>
  tokenOperations(challenge).filter(({ kind }) => (challenge.auth.callers[kind]?.roles ?? []).length > 0);

/** The operations that change what one caller owns, and that its owner may use. */
export const ownedWrites = (challenge: Challenge): ProtectedOperation[] =>
  tokenOperations(challenge).filter(({ resource, kind, use }) => {
    if (!resource.owned || kind !== kindOfOwner(resource) || 'sample' in use) return false;
    return 'action' in use || ['update', 'replace', 'delete'].includes(use.role);
  });

/** The operation that makes a resource: create, or replace where there is no create. */
export const makingOperation = (challenge: Challenge, resource: Resource): ProtectedOperation | undefined => {
  const role = resource.operations.create === undefined ? 'replace' : 'create';
  return tokenOperations(challenge).find(
    (operation) => operation.resource === resource && 'role' in operation.use && operation.use.role === role,
  );
};
