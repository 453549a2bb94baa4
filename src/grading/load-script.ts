import type { Api, Instance } from '../core/api.ts';
import type { Challenge, LoadOperationPlan, OperationRole, Resource } from '../core/challenge.ts';
import { anonymous, requestOf, sentRequestOf } from '../http/requests.ts';
import { fillTemplate } from '../http/template.ts';
import type { LoadRequest, LoadScript, LoadScriptOperation } from '../load/script.ts';

type Seeded = ReadonlyMap<string, readonly Instance[]>;

/** How many requests a pool has at most: enough that no single row is hot. */
const poolSize = 100;

/** Makes the instances the load plan asks for, and those they need. */
const seedInstances = async (api: Api, challenge: Challenge): Promise<Seeded> => {
  const made = new Map<string, Instance[]>();
  const keep = (instance: Instance): void => {
    made.set(instance.resource, [...(made.get(instance.resource) ?? []), instance]);
  };
  for (const [name, count] of Object.entries(challenge.load?.seed ?? {})) {
    if (!challenge.resources.has(name)) continue;
    for (let made = 0; made < count; made++) {
      const instance = await api.make(name);
      keep(instance);
      for (const needed of Object.values(instance.needed)) keep(needed);
    }
  }
  return made;
};

const roleOf = (resource: Resource, operation: string): OperationRole | undefined =>
  (Object.entries(resource.operations) as [OperationRole, string][]).find(([, id]) => id === operation)?.[0];

const successStatuses: Record<OperationRole, number[]> = {
  create: [200, 201, 202],
  get: [200],
  list: [200],
  update: [200],
  replace: [200, 201, 204],
  delete: [200, 204],
};

const jsonKey = (pointer: string): string => `"${pointer.split('/').at(-1) ?? ''}"`;

/** What a body must hold to count as an answer: the id of what was asked for, the members of a page. */
const containsOf = (resource: Resource, role: OperationRole, instance: Instance | undefined): string | undefined => {
  // What is created comes back with its unique words: an answer for this very request.
  if (role === 'create' && JSON.stringify(resource.sample).includes('{unique}')) return '{nonce}';
  if (role === 'list') return resource.pagination ? jsonKey(resource.pagination.items) : '[';
  if (role === 'get') return instance?.id;
  return resource.id ? jsonKey(resource.id) : undefined;
};

const requestFor = (
  challenge: Challenge,
  api: Api,
  plan: LoadOperationPlan,
  instance: Instance | undefined,
): LoadRequest | undefined => {
  const resource = challenge.resources.get(plan.resource);
  const operation = challenge.operations.get(plan.operation);
  const role = resource && roleOf(resource, plan.operation);
  if (!resource || !operation || !role) return undefined;
  const kind = resource.callers[role] ?? 'anonymous';
  const as = resource.owned && instance ? instance.owner : kind === 'anonymous' ? anonymous : api.caller(kind, 'load');
  const needed = instance?.needed ?? {};
  const writes = role === 'create' || role === 'replace';
  const json = writes ? fillTemplate(resource.sample, { unique: () => '{nonce}', needed }) : undefined;
  const spec = requestOf(operation, { as, json, params: instance?.params });
  const { method, path, headers, body } = sentRequestOf(spec);
  return {
    method,
    path,
    headers,
    body,
    expect: { statuses: successStatuses[role], contains: containsOf(resource, role, instance) },
  };
};

const poolOf = (challenge: Challenge, api: Api, plan: LoadOperationPlan, seeded: Seeded): LoadScriptOperation => {
  const instances = (seeded.get(plan.resource) ?? []).slice(0, poolSize);
  const resource = challenge.resources.get(plan.resource);
  const role = resource && roleOf(resource, plan.operation);
  const perInstance = role !== 'list' && role !== 'create';
  const subjects: (Instance | undefined)[] = perInstance ? instances : [instances[0]];
  const requests = subjects.flatMap((instance) => requestFor(challenge, api, plan, instance) ?? []);
  return { operationId: plan.operation, share: plan.share, choice: 'zipf', requests };
};

/**
 * What the load phases send, made from the challenge's plan: real instances, good tokens, unique bodies. Operations that
 * the level does not ask for are left out.
 */
export const loadScriptOf = async (api: Api, challenge: Challenge): Promise<LoadScript> => {
  const seeded = await seedInstances(api, challenge);
  const operations = (challenge.load?.operations ?? []).map((plan) => poolOf(challenge, api, plan, seeded));
  return { operations: operations.filter(({ requests }) => requests.length > 0) };
};
