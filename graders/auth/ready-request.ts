import type { Api, Caller, CallSpec, Instance, Resource } from '../../src/index.ts';
import { headerOf, lineOf, requireSuccess } from '../../src/index.ts';
import type { ProtectedOperation } from './operations.ts';
import { moveToState } from './states.ts';

/** A request that succeeds when the right caller sends it. */
export type ReadyRequest = {
  /** The caller for whom it works. */
  caller: Caller;
  spec: CallSpec;
  /** What it is about, where that exists already. */
  instance?: Instance;
};

/** Headers of a request that makes one. */
export const makingHeaders = (api: Api, resource: Resource): Record<string, string> =>
  resource.idempotency ? { [resource.idempotency.header]: `key-${api.unique()}` } : {};

const filled = (api: Api, sample: unknown): unknown =>
  JSON.parse(JSON.stringify(sample).replaceAll('{unique}', () => api.unique()));

const etagOf = async (api: Api, resource: Resource, instance: Instance): Promise<string | undefined> => {
  if (instance.etag !== undefined || resource.operations.get === undefined) return instance.etag;
  const kind = resource.callers.get ?? 'anonymous';
  const as = kind === instance.owner.kind ? instance.owner : api.caller(kind);
  return headerOf(await api.call(resource.operations.get, { as, params: instance.params }), 'etag');
};

/** `If-Match` where the contract may ask for it; a level that does not ask for it does not forbid it either. */
const matchHeaders = async (api: Api, resource: Resource, instance: Instance): Promise<Record<string, string>> => {
  if (resource.preconditions?.required === false) return {};
  const etag = await etagOf(api, resource, instance);
  return etag === undefined ? {} : { 'if-match': etag };
};

const bodyFor = (api: Api, { resource, use }: ProtectedOperation, { needed }: Instance): { json?: unknown } => {
  if (!('role' in use) || (use.role !== 'update' && use.role !== 'replace')) return {};
  return { json: api.sample(resource.name, needed, resource.change === undefined ? 'sample' : 'change') };
};

const requestToMake = async (api: Api, { resource }: ProtectedOperation, as?: Caller): Promise<ReadyRequest> => {
  const { owner, needed, params } = await api.makeNeeds(resource.name, { as });
  const headers = makingHeaders(api, resource);
  return { caller: owner, spec: { params, json: api.sample(resource.name, needed), headers } };
};

const requestAbout = async (api: Api, operation: ProtectedOperation, as?: Caller): Promise<ReadyRequest> => {
  const { resource, kind, use } = operation;
  const instance = await api.make(resource.name, { as });
  const action = 'action' in use ? resource.states?.actions[use.action] : undefined;
  if (action) await moveToState(api, resource, instance, action.from);
  const writes = 'role' in use && use.role !== 'get';
  const headers = writes ? await matchHeaders(api, resource, instance) : {};
  const caller = kind === instance.owner.kind ? instance.owner : api.caller(kind);
  return { caller, instance, spec: { params: instance.params, headers, ...bodyFor(api, operation, instance) } };
};

/**
 * Makes everything a valid request of the operation needs, and the request.
 * @param as who makes and owns it; default: the caller kind of the challenge
 * @throws CheckBlocked when something it needs cannot be made
 */
export const readyRequest = async (api: Api, operation: ProtectedOperation, as?: Caller): Promise<ReadyRequest> => {
  const { kind, use } = operation;
  if ('sample' in use) return { caller: api.caller(kind), spec: { json: filled(api, use.sample) } };
  if ('role' in use && use.role === 'list') return { caller: as ?? api.caller(kind), spec: {} };
  if ('role' in use && use.role === 'create') return requestToMake(api, operation, as);
  return requestAbout(api, operation, as);
};

/**
 * The operation works for the caller it is for: without that, having refused others would say nothing.
 * @throws CheckBlocked otherwise
 */
export const requireAllowed = async (
  api: Api,
  { operationId }: ProtectedOperation,
  { caller, spec }: ReadyRequest,
): Promise<void> => {
  const proof = await api.call(operationId, { ...spec, as: caller });
  requireSuccess(proof, `\`${lineOf(proof)}\` with good credentials`);
};
