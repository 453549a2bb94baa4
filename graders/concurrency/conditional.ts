import type { Api, Challenge, Exchange, Instance, RequestSpec, Resource } from '../../src/index.ts';
import { CheckBlocked, callerFor, headerOf, operationOf, requireSuccess } from '../../src/index.ts';

type ConditionalResource = Resource & { preconditions: NonNullable<Resource['preconditions']> };

/** A kind of write that takes If-Match. */
export type ConditionalWrite = { resource: ConditionalResource; role: 'update' | 'replace' | 'delete' };

const roles = ['update', 'replace', 'delete'] as const;

/** Every write of the challenge that takes If-Match at this level. */
export const conditionalWrites = (challenge: Challenge): ConditionalWrite[] =>
  [...challenge.resources.values()]
    .filter((resource): resource is ConditionalResource => resource.preconditions !== undefined)
    .flatMap((resource) => roles.flatMap((role) => (resource.operations[role] ? [{ resource, role }] : [])));

/** Those for which If-Match is required. */
export const requiredWrites = (challenge: Challenge): ConditionalWrite[] =>
  conditionalWrites(challenge).filter(({ resource }) => resource.preconditions.required);

/** Rules of these checks that are known before the run. */
export const hasPreconditions = (challenge: Challenge): string | undefined =>
  conditionalWrites(challenge).length > 0 ? undefined : 'nothing takes If-Match at this level';

export const requiresPreconditions = (challenge: Challenge): string | undefined =>
  requiredWrites(challenge).length > 0 ? undefined : 'If-Match is not required at this level';

/** Something that can be written to under a condition. */
export type WriteSubject = {
  etag: string;
  /** The representation as it is now. */
  current(): Promise<{ etag: string; exchange: Exchange }>;
  prepare(etag: string | undefined): RequestSpec;
  send(etag: string | undefined, intent?: Exchange['intent']): Promise<Exchange>;
  /** Changes it, so that the ETag read before is outdated. @throws CheckBlocked when that does not work */
  touch(): Promise<void>;
};

/** Reads the ETag that counts: the instance's own, or its parent's. @throws CheckBlocked when there is none */
const readTag = async (
  api: Api,
  challenge: Challenge,
  instance: Instance,
): Promise<{ etag: string; exchange: Exchange }> => {
  const resource = challenge.resources.get(instance.resource);
  if (resource?.operations.get === undefined) throw new CheckBlocked(`${instance.resource} cannot be read`);
  const as = callerFor(api, resource, 'get', instance.owner);
  const exchange = await api.call(operationOf(resource, 'get'), { as, params: instance.params });
  requireSuccess(exchange, `reading ${instance.resource}`);
  const etag = headerOf(exchange, 'etag');
  if (etag === undefined) throw new CheckBlocked(`reading ${instance.resource} was answered without an ETag`);
  return { etag, exchange };
};

/** The write that changes something, used to outdate an ETag. */
const changingRole = (resource: Resource): ConditionalWrite['role'] =>
  resource.operations.update ? 'update' : 'replace';

/** Makes an instance and gets ready to write to it. @throws CheckBlocked when a step does not work */
export const prepareWrite = async (api: Api, { resource, role }: ConditionalWrite): Promise<WriteSubject> => {
  const { challenge } = api;
  const instance = await api.make(resource.name);
  const tagged = resource.preconditions.parent ? instance.needed[resource.preconditions.parent] : instance;
  if (tagged === undefined) throw new CheckBlocked(`${resource.name} has no ${resource.preconditions.parent}`);
  const current = () => readTag(api, challenge, tagged);
  const requestOf = (which: ConditionalWrite['role'], etag: string | undefined): RequestSpec => {
    const json = which === 'delete' ? undefined : api.sample(resource.name, instance.needed, 'change');
    const headers: Record<string, string> = etag === undefined ? {} : { 'if-match': etag };
    const as = callerFor(api, resource, which, instance.owner);
    return api.prepare(operationOf(resource, which), { as, json, headers, params: instance.params });
  };
  return {
    etag: (await current()).etag,
    current,
    prepare: (etag) => requestOf(role, etag),
    send: (etag, intent = 'valid') => api.send({ ...requestOf(role, etag), intent }),
    async touch() {
      const { etag } = await current();
      requireSuccess(
        await api.send(requestOf(changingRole(resource), etag)),
        `changing ${resource.name} with its current ETag`,
      );
    },
  };
};
