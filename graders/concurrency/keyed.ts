import type { Api, Caller, Challenge, Exchange, Instance, RequestSpec, Resource } from '../../src/index.ts';
import { CheckFailure, findingOf, jsonOf, operationOf, resourcesWith, valueAt } from '../../src/index.ts';
import { counterOf } from './counting.ts';

/** A resource whose creation takes an idempotency key. */
export type KeyedResource = Resource & { idempotency: NonNullable<Resource['idempotency']> };

/** The resources whose creation takes an idempotency key at this level. */
export const keyedResources = (challenge: Challenge): KeyedResource[] =>
  resourcesWith(challenge, 'create').filter(
    (resource): resource is KeyedResource => resource.idempotency !== undefined,
  );

/** The rule of the idempotency checks that is known before the run. */
export const hasKeys = (challenge: Challenge): string | undefined =>
  keyedResources(challenge).length > 0 ? undefined : 'nothing takes an idempotency key at this level';

/** The id of what an answer says was created. */
export const idOf = (resource: Resource, exchange: Exchange): string =>
  String(valueAt(jsonOf(exchange), resource.id ?? '/id'));

/** Everything for one creation, made beforehand, to be sent once or often. */
export type Ready = {
  owner: Caller;
  key: string;
  needed: Readonly<Record<string, Instance>>;
  /** The counter the creation takes from, before; undefined where it takes from none. */
  before: number | undefined;
  challenge: Challenge;
  prepare(key: string | undefined): RequestSpec;
  send(key: string | undefined, intent?: Exchange['intent']): Promise<Exchange>;
};

/** Makes what the resource needs and composes the request that creates it. */
export const readyToCreate = async (api: Api, resource: KeyedResource, as?: Caller): Promise<Ready> => {
  const { challenge } = api;
  const { owner, needed, params } = await api.makeNeeds(resource.name, { as });
  const json = api.sample(resource.name, needed);
  const { header } = resource.idempotency;
  const prepare = (key: string | undefined): RequestSpec =>
    api.prepare(operationOf(resource, 'create'), {
      as: owner,
      params,
      json,
      headers: key === undefined ? {} : { [header]: key },
    });
  const shelf = resource.consumes && needed[resource.consumes.resource];
  return {
    ...{ owner, needed, challenge, prepare },
    key: `key-${api.unique()}`,
    before: resource.consumes && shelf ? await counterOf(api, challenge, shelf, resource.consumes.field) : undefined,
    send: (key, intent = 'valid') => api.send({ ...prepare(key), intent }),
  };
};

/**
 * What was sent took from the counter as often as it should have; nothing to see where nothing is counted.
 * @throws CheckFailure otherwise, with the given exchange as evidence
 */
export const expectTaken = async (
  api: Api,
  resource: KeyedResource,
  { needed, before, challenge }: Ready,
  times: number,
  evidence: Exchange,
  remedy: string,
): Promise<void> => {
  const { consumes } = resource;
  const shelf = consumes && needed[consumes.resource];
  if (consumes === undefined || shelf === undefined || before === undefined) return;
  const after = await counterOf(api, challenge, shelf, consumes.field);
  if (before - after === times * consumes.amount) return;
  throw new CheckFailure(
    findingOf(evidence, {
      message: `The counter \`${consumes.field}\` went from ${before} to ${after}.`,
      expected: `${before - times * consumes.amount} after ${times === 1 ? 'one effect' : 'no effect'}`,
      remedy,
    }),
  );
};
