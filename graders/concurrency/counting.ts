import type { Api, Caller, Challenge, Exchange, Instance, RequestSpec, Resource } from '../../src/index.ts';
import {
  CheckBlocked,
  callerFor,
  expectThat,
  isJsonObject,
  jsonOf,
  operationOf,
  requireSuccess,
  resourcesWith,
  valueAt,
  withValue,
} from '../../src/index.ts';

/** A resource whose creation takes from a counter of another one. */
export type CountingResource = Resource & { consumes: NonNullable<Resource['consumes']> };

/** The resources whose creation takes from a counter at this level. */
export const countingResources = (challenge: Challenge): CountingResource[] =>
  resourcesWith(challenge, 'create').filter(
    (resource): resource is CountingResource => resource.consumes !== undefined,
  );

/** The rule of the counter checks that is known before the run. */
export const countsDown = (challenge: Challenge): string | undefined =>
  countingResources(challenge).length > 0 ? undefined : 'nothing is limited in number at this level';

/** A counting resource that gives back by an action. */
export type ReleasingResource = CountingResource & { release: string };

/** Counting resources with the operation that gives back. */
export const releasingResources = (challenge: Challenge): ReleasingResource[] =>
  countingResources(challenge).flatMap((resource) => {
    const release = resource.states?.actions[resource.consumes.release ?? '']?.operation;
    return release ? [{ ...resource, release }] : [];
  });

/** The rule of the checks on giving back that is known before the run. */
export const releases = (challenge: Challenge): string | undefined =>
  releasingResources(challenge).length > 0 ? undefined : 'nothing is given back at this level';

/**
 * Reads a counter.
 * @throws CheckBlocked when it cannot be read, or is no number
 */
export const counterOf = async (api: Api, challenge: Challenge, shelf: Instance, field: string): Promise<number> => {
  const resource = challenge.resources.get(shelf.resource);
  const as = resource && callerFor(api, resource, 'get', shelf.owner);
  const exchange = await api.call(resource?.operations.get ?? '', { as, params: shelf.params });
  requireSuccess(exchange, `reading ${shelf.resource}`);
  const value = valueAt(jsonOf(exchange), field);
  if (typeof value === 'number') return value;
  throw new CheckBlocked(`\`${field}\` of ${shelf.resource} is not a number`);
};

/** Makes the resource that is counted, with so many of it. */
export const stocked = async (api: Api, resource: CountingResource, amount: number): Promise<Instance> => {
  const { resource: name, field } = resource.consumes;
  const body = withValue(api.sample(name, {}), field, amount);
  return api.make(name, { body: isJsonObject(body) ? body : {} });
};

/** Composes the request of one caller who wants some of what is counted. */
export const prepareBuyer = async (
  api: Api,
  resource: CountingResource,
  shelf: Instance,
  as: Caller,
): Promise<RequestSpec> => {
  const { owner, needed, params } = await api.makeNeeds(resource.name, { as, with: { [shelf.resource]: shelf } });
  const key = resource.idempotency ? { [resource.idempotency.header]: `key-${api.unique()}` } : {};
  const json = api.sample(resource.name, needed);
  return api.prepare(operationOf(resource, 'create'), { as: owner, params, json, headers: key });
};

/** Composes the requests of several callers, each with everything of their own. */
export const prepareBuyers = (
  api: Api,
  resource: CountingResource,
  shelf: Instance,
  count: number,
): Promise<RequestSpec[]> => {
  const kind = resource.callers.create ?? 'anonymous';
  return Promise.all(
    Array.from({ length: count }, () => prepareBuyer(api, resource, shelf, api.caller(kind, `buyer ${api.unique()}`))),
  );
};

/** The counter stands where it should. @throws CheckFailure otherwise */
export const expectCounter = async (
  api: Api,
  challenge: Challenge,
  shelf: Instance,
  resource: CountingResource,
  expected: number,
  evidence: Exchange,
): Promise<void> => {
  const { field, release } = resource.consumes;
  const value = await counterOf(api, challenge, shelf, field);
  expectThat(value === expected, evidence, {
    message: `After one ${resource.name} and its \`${release}\`, the counter \`${field}\` read ${value}.`,
    expected: `${expected}, as before`,
    remedy: 'Change the state and the counter in one transaction, and only if the state allows it.',
  });
};
