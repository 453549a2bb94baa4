import { setTimeout as sleep } from 'node:timers/promises';
import type { Api, Instance } from '../core/api.ts';
import type { Gathered, LifecycleFact } from '../core/artifact.ts';
import type { Challenge, Resource } from '../core/challenge.ts';
import { AssayError } from '../core/errors.ts';
import { seededRandom } from '../core/random.ts';
import type { RunningTarget } from '../gather/target.ts';
import { succeeded } from '../http/describe.ts';
import { holdRequest } from '../http/race.ts';
import { createRecorder } from '../http/recorder.ts';
import { sentRequestOf } from '../http/requests.ts';
import { clientFactory } from '../http/session.ts';
import { defaultWireLimits } from '../http/wire.ts';
import { gatheredFrom } from '../judge/gathered.ts';
import type { GradeRun } from './run.ts';

/** How long after the signal the last byte of the request in flight is let go. */
const releaseAfterMs = 300;

/** The first resource that can be made in one step and read. */
const simplest = (challenge: Challenge): Resource | undefined =>
  [...challenge.resources.values()].find(
    ({ needs, operations, async }) => needs.length === 0 && operations.create && operations.get && !async,
  );

const attempt = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof AssayError && thrown.fault === 'infra-error') throw thrown;
    return undefined;
  }
};

/** A valid creation of which the last byte arrives only after the stop signal; whether it was answered with success. */
const inFlightRequest =
  (run: GradeRun, target: RunningTarget, api: Api, resource: Resource) => async (): Promise<boolean> => {
    const kind = resource.callers.create ?? 'anonymous';
    const spec = { as: api.caller(kind), json: api.sample(resource.name, {}) };
    const sent = sentRequestOf(api.prepare(resource.operations.create ?? '', spec));
    const held = holdRequest({ socketPath: target.socketPath }, sent, defaultWireLimits);
    await held.ready;
    await sleep(releaseAfterMs, undefined, { signal: run.signal });
    held.release();
    const { response } = await held.result;
    return response !== undefined && response.status >= 200 && response.status < 300;
  };

const readBack = async (api: Api, resource: Resource, made: Instance): Promise<boolean> => {
  const as = resource.owned ? made.owner : api.caller(resource.callers.get ?? 'anonymous');
  return succeeded(await api.call(resource.operations.get ?? '', { as, params: made.params }));
};

/** Stops the API, with one request in flight, starts it again on the same database and looks for what was written. */
const stopAndStart = async (run: GradeRun, target: RunningTarget): Promise<LifecycleFact> => {
  const { challenge, credentials, seed, signal } = run;
  const makeApi = clientFactory(challenge, { socketPath: target.socketPath }, createRecorder(), credentials);
  const api = makeApi('lifecycle', seededRandom(seed, 'lifecycle'), signal);
  const resource = simplest(challenge);
  const made = resource && (await attempt(() => api.make(resource.name)));
  const inFlight = made && inFlightRequest(run, target, api, resource);
  const stopped = await target.stop(challenge.budgets.stop * 1000, inFlight);
  if (made === undefined || resource === undefined) return stopped;
  try {
    await target.startAgain();
  } catch (thrown) {
    if (!(thrown instanceof AssayError) || thrown.fault === 'infra-error') throw thrown;
    return { ...stopped, survivedRestart: false, restartFailure: thrown.message };
  }
  return { ...stopped, survivedRestart: await readBack(api, resource, made) };
};

/** How the running API stops, and what it still knows when it starts again. */
export const gatherLifecycle = (run: GradeRun, target: Gathered<RunningTarget>): Promise<Gathered<LifecycleFact>> =>
  gatheredFrom(target, run.signal, (running) => stopAndStart(run, running));
