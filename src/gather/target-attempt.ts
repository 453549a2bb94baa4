import type { ImageFact } from '../core/artifact.ts';
import type { Challenge } from '../core/challenge.ts';
import { AssayError } from '../core/errors.ts';
import type { Progress } from '../core/progress.ts';
import { type Candidate, startCandidate } from './engine/candidate.ts';
import type { Engine } from './engine/connect.ts';
import { type CpuPlan, cpuPlan, type Limits } from './engine/limits.ts';
import { lastLines } from './engine/logs.ts';
import { openPod, type Pod } from './engine/pod.ts';
import { allDone, engineCall, type Run } from './engine/pod-engine.ts';
import type { Listener } from './engine/relay.ts';
import type { ServiceAddress } from './engine/services.ts';
import { exitFault, unreadyFault } from './target-faults.ts';
import { awaitAnswer } from './target-readiness.ts';

export type TargetOptions = {
  engine: Engine;
  run: Run;
  challenge: Pick<Challenge, 'services' | 'budgets' | 'probes'>;
  image: ImageFact;
  /** What the candidate's container is told, given where its services are. */
  environment(services: Readonly<Record<string, ServiceAddress>>): Record<string, string>;
  port: number;
  limits: Limits;
  /** An OCI runtime of the engine, e.g. `runsc`; default: the engine's. */
  runtime?: string;
  /** An existing directory of the run, private to its user, with a short path. */
  socketRoot: string;
  signal: AbortSignal;
  progress: Progress;
};

/** How strictly the candidate's container is run. */
export type Mode = { user: string; readOnlyRoot: boolean };

export type Started = {
  pod: Pod;
  candidate: Candidate;
  readyMs: number;
  readyBy: { path: string; status: number };
  /** The candidate's own. */
  listeners: Listener[];
};

/** The submission did not get ready, for a reason of its own; nothing is left of the attempt. */
export type Failed = { fault: AssayError; log: string };

/** A user without an entry in the image's passwd has `/` as its home, where it may not write. */
const homeOf = ({ image }: TargetOptions, mode: Mode): Record<string, string> =>
  mode.user === image.user || image.environment.some((entry) => entry.startsWith('HOME=')) ? {} : { HOME: '/tmp' };

/** @throws AssayError candidate-fault, infra-error; the signal's reason */
const awaitReady = async (options: TargetOptions, pod: Pod, candidate: Candidate): Promise<Started> => {
  const { challenge, limits, port, signal } = options;
  const gone = new AbortController();
  const onEnd = () => gone.abort();
  candidate.exit.ended.then(onEnd, onEnd);
  const path = challenge.probes.ready;
  const seconds = challenge.budgets.ready;
  const { answer, last } = await awaitAnswer({
    socketPath: pod.socketPath,
    path,
    timeoutMs: seconds * 1000,
    signal: AbortSignal.any([signal, gone.signal]),
  });
  const readyMs = Math.round(performance.now() - candidate.startedAtMs);
  signal.throwIfAborted();
  if (gone.signal.aborted) throw exitFault(candidate, await candidate.exit.ended, limits);
  const servicePorts = new Set(Object.values(pod.services).map((service) => service.port));
  const listeners = (await pod.listeners()).filter((listener) => !servicePorts.has(listener.port));
  if (answer !== undefined) return { pod, candidate, readyMs, readyBy: answer, listeners };
  throw unreadyFault({ port, path, seconds, listeners, last, log: lastLines(candidate.log.text()) });
};

const cpusetsOf = async ({ engine, limits }: TargetOptions): Promise<CpuPlan> => {
  const { NCPU: cpus }: { NCPU: number } = await engineCall('tell about its host', engine.docker.info());
  return cpuPlan(cpus, limits.cpus);
};

const startIn = (options: TargetOptions, mode: Mode, pod: Pod, cpus: CpuPlan): Promise<Candidate> => {
  options.progress.update('starting the container');
  const environment = { ...homeOf(options, mode), ...options.environment(pod.services) };
  return startCandidate({ ...options, ...mode, networkMode: pod.networkMode, environment, cpuset: cpus.candidate });
};

/**
 * Starts the candidate once, in a fresh pod with fresh services, and waits until it answers.
 * @throws AssayError infra-error, usage; the signal's reason. Nothing is left then.
 */
export const attemptStart = async (options: TargetOptions, mode: Mode): Promise<Started | Failed> => {
  const { challenge, progress } = options;
  const cpus = await cpusetsOf(options);
  progress.update('starting the services');
  const pod = await openPod({ ...options, services: challenge.services, cpuset: cpus.services });
  let candidate: Candidate | undefined;
  try {
    candidate = await startIn(options, mode, pod, cpus);
    progress.update(`waiting for an answer to GET ${challenge.probes.ready}`);
    return await awaitReady(options, pod, candidate);
  } catch (error) {
    await allDone([candidate?.dispose(), pod.dispose()]);
    if (!(error instanceof AssayError) || error.fault !== 'candidate-fault') throw error;
    return { fault: error, log: candidate?.log.text() ?? error.message };
  }
};

/**
 * Starts another container of the candidate in the pod, beside services that have kept their data.
 * @throws AssayError as for a first start; the signal's reason. The pod stays, the container does not.
 */
export const attemptAgain = async (options: TargetOptions, mode: Mode, pod: Pod): Promise<Started> => {
  const candidate = await startIn(options, mode, pod, await cpusetsOf(options));
  try {
    return await awaitReady(options, pod, candidate);
  } catch (error) {
    await candidate.dispose();
    throw error;
  }
};
