import { setTimeout as sleep } from 'node:timers/promises';
import type { LifecycleFact, Note, TargetFact } from '../core/artifact.ts';
import type { Ceiling } from './engine/candidate.ts';
import { readUsage } from './engine/candidate-usage.ts';
import type { ExitFact } from './engine/exit.ts';
import type { Limits } from './engine/limits.ts';
import { allDone } from './engine/pod-engine.ts';
import { stopCandidate } from './lifecycle.ts';
import { attemptAgain, attemptStart, type Mode, type Started, type TargetOptions } from './target-attempt.ts';
import { milderMode, modeNotes, strictMode } from './target-fallback.ts';
import { hasCommand, noCommand } from './target-faults.ts';

export type { TargetOptions } from './target-attempt.ts';

/** The submission, running in its pod and answering. */
export type RunningTarget = {
  fact: TargetFact;
  /** Unix socket on the host that leads to its port. */
  socketPath: string;
  containerId: string;
  /** Whatever joins `container:<relayId>` is in the pod. */
  relayId: string;
  limits: Limits;
  /**
   * How it ended, and for which ceiling we killed it if we did; undefined while it runs.
   * @throws AssayError infra-error when the engine went away
   */
  exited(): Promise<(ExitFact & { ceiling?: Ceiling }) | undefined>;
  /** Its output as it came, of all its starts; the middle of a long log is left out. Candidate text, nothing escaped. */
  logText(): string;
  /** Stops it as `docker stop` would, and measures that; see `stopCandidate`. */
  stop(graceMs: number, inFlight?: () => Promise<boolean>): Promise<LifecycleFact>;
  /**
   * After a stop: starts a new container on the same services, and waits until it answers.
   * @returns milliseconds until then
   * @throws AssayError as `startTarget`
   */
  startAgain(): Promise<number>;
  /** Since its start; undefined when it does not run or the engine does not tell. */
  memoryPeakBytes(): Promise<number | undefined>;
  cpuSeconds(): Promise<number | undefined>;
  /** Kills and removes it with its pod. Idempotent. */
  dispose(): Promise<void>;
};

/** The engine tells of an end a moment after the connections break. */
const exitLagMs = 100;

const isLoopback = (address: string) =>
  address.startsWith('127.') || address === '::1' || address.startsWith('::ffff:127.');

const notesOf = (mode: Mode, listensOn: readonly string[]): Note[] => {
  const notes = modeNotes(mode);
  if (listensOn.length > 0 && listensOn.every(isLoopback))
    notes.push({
      code: 'loopback-only',
      message: `The server listens on ${listensOn.join(', ')} only: with a published port, or in Kubernetes, nobody would reach it.`,
    });
  return notes;
};

const factOf = (options: TargetOptions, mode: Mode, started: Started): TargetFact => {
  const own = started.listeners.filter(({ port }) => port === options.port);
  const listensOn = [...new Set(own.map(({ address }) => address))];
  return {
    readyMs: started.readyMs,
    readyBy: started.readyBy,
    port: options.port,
    listensOn,
    runsAs: runsAs(mode.user, own[0]?.uid),
    readOnlyRoot: mode.readOnlyRoot,
    notes: notesOf(mode, listensOn),
  };
};

/** A user given by numbers as it is; of a named one the kernel tells the id of whoever opened the port. */
const runsAs = (user: string, uid: number | undefined): string =>
  /^\d+(:\d+)?$/.test(user) || uid === undefined ? user : `${uid}`;

const runningTarget = (options: TargetOptions, mode: Mode, started: Started): RunningTarget => {
  const { engine, image, limits } = options;
  const { pod } = started;
  let { candidate } = started;
  let earlierLog = '';
  const usage = () => readUsage(engine, candidate.containerId);
  return {
    fact: factOf(options, mode, started),
    socketPath: pod.socketPath,
    get containerId() {
      return candidate.containerId;
    },
    relayId: pod.relayId,
    limits,
    exited: async () => {
      const exit = await Promise.race([candidate.exit.ended, sleep(exitLagMs, undefined)]);
      const ceiling = candidate.exceeded();
      return exit && { ...exit, ...(ceiling && { ceiling }) };
    },
    logText: () => earlierLog + candidate.log.text(),
    async startAgain() {
      earlierLog += candidate.log.text();
      await candidate.dispose();
      const again = await attemptAgain(options, mode, pod);
      candidate = again.candidate;
      return again.readyMs;
    },
    stop: (graceMs, inFlight) => stopCandidate({ engine, candidate, stopSignal: image.stopSignal, graceMs, inFlight }),
    memoryPeakBytes: async () => (await usage())?.memoryPeakBytes,
    cpuSeconds: async () => (await usage())?.cpuSeconds,
    dispose: () => allDone([candidate.dispose(), pod.dispose()]),
  };
};

const relaxation = (milder: Mode, mode: Mode): string =>
  milder.user === mode.user ? 'with a writable root file system' : 'as root without capabilities';

/**
 * Starts the image in a pod of its own with the challenge's services, and waits until it answers. Begins with the
 * strictest configuration and relaxes it only where the program does not start otherwise; each attempt has a fresh pod,
 * so that a half-made database of one does not disturb the next.
 * @throws AssayError candidate-fault `no-command`, `not-executable`, `exited`, `out-of-memory`, `never-listened`,
 *   `wrong-port`, `never-ready`, `log-flood`, `disk-flood`; infra-error; the signal's reason. Nothing is left then.
 */
export const startTarget = async (options: TargetOptions): Promise<RunningTarget> => {
  const { image, signal, progress } = options;
  if (!hasCommand(image)) throw noCommand();
  for (let mode = strictMode(image); ; ) {
    const attempt = await attemptStart(options, mode);
    if ('pod' in attempt) return runningTarget(options, mode, attempt);
    signal.throwIfAborted();
    const milder = milderMode(mode, image, attempt);
    if (milder === undefined) throw attempt.fault;
    progress.note(`the container did not start (${attempt.fault.message}); trying again ${relaxation(milder, mode)}`);
    mode = milder;
  }
};
