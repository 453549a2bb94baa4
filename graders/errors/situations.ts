import type { Api, Challenge, Exchange } from '../../src/index.ts';
import {
  aResource,
  CheckFailure,
  callerFor,
  findingOf,
  operationOf,
  resourcesWith,
  statusOf,
} from '../../src/index.ts';
import { unlike } from '../status-codes/reading.ts';
import { invalidBody, invalidWrites, prepareWrite, writesOf } from './writing.ts';

/** A way to provoke an error. */
export type Situation = {
  /** What the request was answered to: "malformed JSON". */
  to: string;
  provoke(api: Api): Promise<Exchange>;
};

const unknownId = (challenge: Challenge): Situation[] =>
  resourcesWith(challenge, 'create', 'get').map((resource) => ({
    to: `the id of ${aResource(resource)} that does not exist`,
    async provoke(api) {
      const made = await api.make(resource.name);
      const params = Object.fromEntries(
        Object.entries(made.params).map(([name, value]) => [name, value === made.id ? unlike(made.id) : value]),
      );
      return api.call(operationOf(resource, 'get'), { as: callerFor(api, resource, 'get', made.owner), params });
    },
  }));

const unknownRoute: Situation = {
  to: 'a path that nobody knows',
  provoke: (api) => api.send({ method: 'GET', path: `/no-such-path-${api.unique().toLowerCase()}`, intent: 'probe' }),
};

const wrongMethod = (challenge: Challenge): Situation[] =>
  resourcesWith(challenge, 'create').flatMap((resource) => {
    const path = challenge.operations.get(operationOf(resource, 'create'))?.path ?? '';
    const has = (method: string) =>
      [...challenge.operations.values()].some((operation) => operation.path === path && operation.method === method);
    const method = ['DELETE', 'PUT', 'PATCH'].find((candidate) => !has(candidate));
    if (method === undefined || path.includes('{')) return [];
    const kind = resource.callers.create ?? 'anonymous';
    const to = 'a method the path does not have';
    return [{ to, provoke: (api: Api) => api.send({ method, path, as: api.caller(kind), intent: 'probe' }) }];
  });

const malformedJson = (challenge: Challenge): Situation[] =>
  writesOf(challenge).map((write) => ({
    to: 'malformed JSON',
    provoke: async (api) => (await prepareWrite(api, write)).send({ text: '{"name": ' }),
  }));

const invalidMember = (challenge: Challenge): Situation[] =>
  invalidWrites(challenge).map(({ write, variant }) => ({
    to: variant.why,
    async provoke(api) {
      const ready = await prepareWrite(api, write);
      return ready.send({ json: invalidBody(ready.sample(), variant) });
    },
  }));

const missingToken = (challenge: Challenge): Situation[] =>
  writesOf(challenge)
    .filter(({ resource, role }) => (resource.callers[role] ?? 'anonymous') !== 'anonymous')
    .map(({ resource, role }) => ({
      to: 'a request without credentials',
      async provoke(api) {
        const { needed, params } = await api.makeNeeds(resource.name);
        const json = api.sample(resource.name, needed);
        return api.call(operationOf(resource, role), { params, json, intent: 'invalid' });
      },
    }));

/** One situation of each kind that the challenge allows, each of which a sound API answers with an error. */
export const situationsOf = (challenge: Challenge): Situation[] =>
  [unknownId, malformedJson, invalidMember, missingToken, wrongMethod]
    .flatMap((kind) => kind(challenge).slice(0, 1))
    .concat(unknownRoute);

/** Provokes an error. @throws CheckFailure when the answer is none */
export const errorIn = async (api: Api, { to, provoke }: Situation): Promise<Exchange> => {
  const exchange = await provoke(api);
  if (statusOf(exchange) >= 400) return exchange;
  const remedy = 'Answer with an error, and describe it in a problem document.';
  throw new CheckFailure(findingOf(exchange, { to, expected: 'an error as a problem document', remedy }));
};
