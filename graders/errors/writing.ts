import type { Api, Caller, Challenge, Exchange, InvalidVariant, RequestSpec, Resource } from '../../src/index.ts';
import { operationOf, resourcesWith, withoutValue, withValue } from '../../src/index.ts';

/** An operation that takes a whole representation of a resource. */
export type Write = { resource: Resource; role: 'create' | 'replace' };

/** Every operation of the level that takes a whole representation. */
export const writesOf = (challenge: Challenge): Write[] =>
  (['create', 'replace'] as const).flatMap((role) =>
    resourcesWith(challenge, role).map((resource) => ({ resource, role })),
  );

/** Statuses that say something about the caller or the method, not about the body. */
export const besideTheBody = [401, 403, 405, 429];

/** A write to which everything but the body is right. */
export type ReadyWrite = {
  owner: Caller;
  /** Path parameters; that of the instance's own id is empty. */
  params: Record<string, string>;
  /** A valid body, fresh each time. */
  sample(): unknown;
  send(body: Pick<RequestSpec, 'json' | 'text'>, intent?: Exchange['intent']): Promise<Exchange>;
};

/**
 * Makes what a write needs, after one sound write of its own: an API that refuses or accepts everything alike proves
 * nothing about bad bodies.
 * @throws CheckBlocked when a sound write is not answered with success
 */
export const prepareWrite = async (api: Api, { resource, role }: Write): Promise<ReadyWrite> => {
  await api.make(resource.name);
  const { owner, needed, params } = await api.makeNeeds(resource.name);
  return {
    owner,
    params,
    sample: () => api.sample(resource.name, needed),
    send(body, intent = 'invalid') {
      // A key of its own for each body: one used before is refused whatever the body is.
      const headers = resource.idempotency ? { [resource.idempotency.header]: `key-${api.unique()}` } : {};
      return api.call(operationOf(resource, role), { as: owner, params, headers, intent, ...body });
    },
  };
};

/** One way to make the body of a write invalid. */
export type InvalidWrite = { write: Write; variant: InvalidVariant };

/** Every way to make the body of a write of the level invalid. */
export const invalidWrites = (challenge: Challenge): InvalidWrite[] =>
  writesOf(challenge).flatMap((write) => write.resource.invalid.map((variant) => ({ write, variant })));

/** A body made invalid. */
export const invalidBody = (sample: unknown, { field, change }: InvalidVariant): unknown =>
  'set' in change ? withValue(sample, field, change.set) : withoutValue(sample, field);
