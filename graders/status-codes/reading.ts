import type { Api, Challenge, Exchange, Instance, Resource } from '../../src/index.ts';
import {
  callerFor,
  expectThat,
  headerOf,
  isJsonObject,
  jsonOf,
  operationOf,
  resourcesWith,
  valueAt,
} from '../../src/index.ts';

/** Reads an instance by its id. */
export const read = (
  api: Api,
  resource: Resource,
  instance: Instance,
  headers: Record<string, string> = {},
): Promise<Exchange> =>
  api.call(operationOf(resource, 'get'), {
    as: callerFor(api, resource, 'get', instance.owner),
    params: instance.params,
    headers,
  });

/** Resources that can be made, read and updated in part. */
export const updatable = (challenge: Challenge): Resource[] => resourcesWith(challenge, 'create', 'get', 'update');

/** Updates an instance, with its current ETag where the challenge wants one. */
export const update = async (
  api: Api,
  resource: Resource,
  instance: Instance,
  json: unknown = api.sample(resource.name, instance.needed, 'change'),
  intent: Exchange['intent'] = 'valid',
): Promise<{ exchange: Exchange; sent: Record<string, unknown> }> => {
  const etag = resource.operations.get && headerOf(await read(api, resource, instance), 'etag');
  const headers: Record<string, string> = etag ? { 'if-match': etag } : {};
  const as = callerFor(api, resource, 'update', instance.owner);
  const exchange = await api.call(operationOf(resource, 'update'), {
    as,
    json,
    headers,
    intent,
    params: instance.params,
  });
  return { exchange, sent: isJsonObject(json) ? json : {} };
};

/** A member of a body has a value. @throws CheckFailure otherwise */
export const expectMember = (exchange: Exchange, name: string, expected: unknown, which: string): void => {
  const value = valueAt(jsonOf(exchange), `/${name}`);
  expectThat(JSON.stringify(value) === JSON.stringify(expected), exchange, {
    message: `\`${name}\`, which ${which}, was read as ${JSON.stringify(value)?.slice(0, 120)} afterwards.`,
    expected: JSON.stringify(expected),
    at: `/${name}`,
    remedy: 'Apply the members that are given and keep the others (RFC 7396).',
  });
};

/** An id of the same form that nothing has: another last character, or a number far away. */
export const unlike = (id: string): string => {
  if (/^\d+$/.test(id)) return String(Number(id) + 987_654_321);
  const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
  return uuid.test(id) ? `${id.slice(0, -12)}${id.endsWith('0'.repeat(12)) ? '1' : '0'}${'0'.repeat(11)}` : `${id}x`;
};
