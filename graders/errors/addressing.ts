import type { Api, Challenge, Exchange, Resource } from '../../src/index.ts';
import { aResource, callerFor, operationOf, requireSuccess, resourcesWith } from '../../src/index.ts';
import { read } from '../status-codes/reading.ts';

/** Resources that are read by an id in the path. */
export const addressable = (challenge: Challenge): Resource[] =>
  resourcesWith(challenge, 'create', 'get').filter((resource) => Object.values(resource.params).includes('{id}'));

/**
 * Makes an instance, reads it by its id, and gives the way to read by any other text in the place of the id, which is
 * put into the path as it is, without encoding.
 * @throws CheckBlocked when the sound read is not answered with success
 */
export const prepareRead = async (api: Api, resource: Resource): Promise<(id: string) => Promise<Exchange>> => {
  const made = await api.make(resource.name);
  requireSuccess(await read(api, resource, made), `reading ${aResource(resource)}`);
  const mark = api.unique();
  const params = Object.fromEntries(
    Object.entries(made.params).map(([name, value]) => [name, value === made.id ? mark : value]),
  );
  const as = callerFor(api, resource, 'get', made.owner);
  const request = api.prepare(operationOf(resource, 'get'), { as, params, intent: 'probe' });
  return (id) => api.send({ ...request, path: request.path.replace(mark, id) });
};
