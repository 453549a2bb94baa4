import { setTimeout as sleep } from 'node:timers/promises';
import type { Api, Challenge, Exchange, Instance, Resource } from '../../src/index.ts';
import { jsonOf, resourcesWith, valueAt } from '../../src/index.ts';
import { read } from './reading.ts';

/** A resource whose creation ends later. */
export type AsyncResource = Resource & { async: NonNullable<Resource['async']> };

/** The resources of the level whose creation ends later. */
export const asyncResources = (challenge: Challenge): AsyncResource[] =>
  resourcesWith(challenge, 'create', 'get').filter(
    (resource): resource is AsyncResource => resource.async !== undefined,
  );

const pollMs = 100;

/** Reads an instance until its work is done or has failed, at most as long as the challenge allows. */
export const awaitState = async (
  api: Api,
  resource: AsyncResource,
  made: Instance,
  signal: AbortSignal,
): Promise<Exchange> => {
  const { field, done, failed, withinSeconds } = resource.async;
  const deadline = performance.now() + withinSeconds * 1000;
  for (;;) {
    const exchange = await read(api, resource, made);
    const state = valueAt(jsonOf(exchange), field);
    if (state === done || state === failed || performance.now() > deadline) return exchange;
    await sleep(pollMs, undefined, { signal });
  }
};
