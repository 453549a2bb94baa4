import type { Api, Caller, Challenge, DeprecatedVersion, Exchange, Instance, Resource } from '../../src/index.ts';
import { CheckBlocked, callerFor, jsonOf, requireSuccess, valueAt, withValue } from '../../src/index.ts';

/** One resource in a deprecated version, beside the same resource in the current one. */
export type OldResource = {
  version: DeprecatedVersion;
  old: DeprecatedVersion['resources'][string];
  resource: Resource;
};

/** The resources that exist in a deprecated and in the current version at this level. */
export const oldResources = (challenge: Challenge): OldResource[] =>
  challenge.deprecated.flatMap((version) =>
    Object.entries(version.resources).flatMap(([name, old]) => {
      const resource = challenge.resources.get(name);
      return resource ? [{ version, old, resource }] : [];
    }),
  );

/** The rule of all version checks that is known before the run. */
export const hasVersions = (challenge: Challenge): string | undefined =>
  oldResources(challenge).length > 0 ? undefined : 'this level asks for one version only';

const fillUnique = (api: Api, value: unknown): unknown => {
  if (typeof value === 'string') return value.replaceAll('{unique}', api.unique());
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fillUnique(api, inner)]));
};

const paramsOf = (resource: Resource, id: string): Record<string, string> =>
  Object.fromEntries(Object.entries(resource.params).map(([name, value]) => [name, value === '{id}' ? id : value]));

/** Makes an instance through the old version. @throws CheckBlocked when that is not answered with success */
export const makeOld = async (
  api: Api,
  { old, resource, version }: OldResource,
): Promise<{ exchange: Exchange; sent: unknown; params: Record<string, string> }> => {
  const { create } = old.operations;
  if (create === undefined) throw new CheckBlocked(`${version.name} has no operation that creates`);
  const sent = fillUnique(api, old.sample);
  const exchange = await api.call(create, { as: callerFor(api, resource, 'create'), json: sent });
  requireSuccess(exchange, `creating through ${version.name}`);
  const id = String(valueAt(jsonOf(exchange), resource.id ?? '/id'));
  return { exchange, sent, params: paramsOf(resource, id) };
};

/** Reads an instance through the old version. */
export const getOld = (
  api: Api,
  { old, resource }: OldResource,
  of: Pick<Instance, 'params'> & { owner?: Caller },
): Promise<Exchange> =>
  api.call(old.operations.get ?? '', { as: callerFor(api, resource, 'get', of.owner), params: of.params });

/** Equal as JSON; numbers within a billionth, since decimals are not exact. */
const same = (a: unknown, b: unknown): boolean =>
  typeof a === 'number' && typeof b === 'number' ? Math.abs(a - b) < 1e-9 : JSON.stringify(a) === JSON.stringify(b);

const scaled = (value: unknown, factor: number): unknown => (typeof value === 'number' ? value * factor : value);

/** A difference between what one version wrote and the other read, or undefined. */
export const difference = (
  { old }: OldResource,
  oldBody: unknown,
  newBody: unknown,
): { oldField: string; newField: string; oldValue: unknown; newValue: unknown } | undefined => {
  for (const rule of old.same) {
    const oldValue = valueAt(oldBody, rule.old);
    const newValue = valueAt(newBody, rule.new);
    if (!same(scaled(oldValue, rule.factor ?? 1), newValue)) {
      return { oldField: rule.old, newField: rule.new, oldValue, newValue };
    }
  }
  return undefined;
};

/** Values for the current version's body whose conversion is easily got wrong: 19.99 is not exact in binary. */
export const trickyBody = ({ old }: OldResource, sample: unknown): unknown => {
  const rule = old.same.find(({ factor }) => factor !== undefined);
  return rule ? withValue(sample, rule.new, 1999) : sample;
};
