import type { Api, Caller, Instance, MakeOptions } from '../core/api.ts';
import type { Challenge, Resource } from '../core/challenge.ts';
import { isJsonObject, valueAt } from '../core/json.ts';
import { headerOf, jsonOf } from './describe.ts';
import { expectThat, requireSuccess } from './expect.ts';
import { anonymous } from './requests.ts';
import { fillTemplate } from './template.ts';

type Needed = Record<string, Instance>;
type Maker = Pick<Api, 'make' | 'makeNeeds' | 'sample'>;
type Tools = Pick<Api, 'call' | 'caller'> & { challenge: Challenge; unique: () => string };

const resourceOf = (challenge: Challenge, name: string): Resource => {
  const resource = challenge.resources.get(name);
  if (resource === undefined) throw new Error(`the challenge has no resource "${name}" at this level`);
  return resource;
};

const fillParams = (resource: Resource, scope: { unique: () => string; needed: Needed; id?: string }) =>
  Object.fromEntries(
    Object.entries(resource.params).map(([name, value]) => [name, String(fillTemplate(value, scope))]),
  );

/** The caller a resource is made by: the given one where it is owned or of the right kind, else one of the right kind. */
const makerOf = (tools: Tools, resource: Resource, given: Caller | undefined): Caller => {
  const kind = resource.callers.create ?? resource.callers.replace ?? 'anonymous';
  if (given && (resource.owned || given.kind === kind)) return given;
  return kind === 'anonymous' ? anonymous : tools.caller(kind);
};

const article = (word: string) => (/^[aeiou]/i.test(word) ? `an ${word}` : `a ${word}`);

const idOf = (resource: Resource, exchange: Parameters<typeof jsonOf>[0]): string => {
  if (resource.id === undefined) return '';
  const id = valueAt(jsonOf(exchange), resource.id);
  expectThat(typeof id === 'string' || typeof id === 'number', exchange, {
    message: `The answer to creating ${article(resource.name)} has no id at \`${resource.id}\`.`,
    expected: `an id at ${resource.id}`,
    remedy: 'Return the created resource with its id.',
  });
  return String(id);
};

/** Makes resources of a challenge through the candidate's API, each with what it needs. */
export const createMaker = (tools: Tools): Maker => {
  const sample: Api['sample'] = (name, needed, which = 'sample') =>
    fillTemplate(resourceOf(tools.challenge, name)[which], { unique: tools.unique, needed });

  const makeNeeds = async (name: string, options: MakeOptions = {}) => {
    const resource = resourceOf(tools.challenge, name);
    const owner = makerOf(tools, resource, options.as);
    const needed: Needed = { ...options.with };
    for (const need of resource.needs) {
      needed[need] ??= await make(need, { as: owner, with: needed });
    }
    return { owner, needed, params: fillParams(resource, { unique: tools.unique, needed }) };
  };

  const make = async (name: string, options: MakeOptions = {}): Promise<Instance> => {
    const resource = resourceOf(tools.challenge, name);
    const operation = resource.operations.create ?? resource.operations.replace;
    if (operation === undefined) throw new Error(`the resource "${name}" has no operation that makes one`);
    const { owner, needed, params } = await makeNeeds(name, options);
    const filled = sample(name, needed);
    const sent = isJsonObject(filled) ? { ...filled, ...options.body } : filled;
    const key = resource.idempotency ? { [resource.idempotency.header]: `key-${tools.unique()}` } : {};
    const exchange = await tools.call(operation, {
      as: owner,
      json: sent,
      params,
      headers: { ...key, ...options.headers },
    });
    requireSuccess(exchange, `creating ${article(name)}`);
    const id = idOf(resource, exchange);
    return {
      ...{ resource: name, id, owner, sent, exchange, needed },
      body: jsonOf(exchange),
      etag: headerOf(exchange, 'etag'),
      location: headerOf(exchange, 'location'),
      params: fillParams(resource, { unique: tools.unique, needed, id }),
    };
  };
  return { make, makeNeeds, sample };
};
