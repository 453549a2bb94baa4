import type { LoadPhase } from '../core/artifact.ts';
import { seededRandom } from '../core/random.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { compileScript, type LoadScript } from './script.ts';
import { createSender, type Outcome, type Sender } from './sender.ts';
import type { LoadTarget } from './target.ts';

export type OpenLoopOptions = {
  /** Name of the phase. */
  name: string;
  target: LoadTarget;
  script: LoadScript;
  ratePerSecond: number;
  /** The measured window. */
  durationMs: number;
  /** The same rate beforehand, not measured. */
  warmupMs: number;
  /** An arrival beyond it cannot start: it fails as `not-started`. */
  maxInFlight: number;
  /** Counted from the intended start. */
  deadlineMs: number;
  seed: number;
  /** Evenly spaced, or as independent users arrive (Poisson, given their number). */
  arrival: 'constant' | 'poisson';
  signal?: AbortSignal;
};

/**
 * Intended starts in milliseconds from the start of the warm-up, in order: rate x time of them, whatever the spacing,
 * so that two runs offer the same load.
 */
export const arrivalTimes = (
  options: Pick<OpenLoopOptions, 'ratePerSecond' | 'durationMs' | 'warmupMs' | 'seed' | 'arrival'>,
): Float64Array => {
  const { ratePerSecond, durationMs, warmupMs, seed, arrival } = options;
  const spanMs = warmupMs + durationMs;
  const count = Math.round((ratePerSecond * spanMs) / 1000);
  if (arrival === 'constant') return Float64Array.from({ length: count }, (_, index) => (index * 1000) / ratePerSecond);
  const random = seededRandom(seed, 'arrivals');
  return Float64Array.from({ length: count }, () => random() * spanMs).sort();
};

/**
 * Calls `fire` for each arrival as soon as it is due. Between arrivals it sleeps while a timer (1 ms resolution) can
 * still be on time, and polls through the event loop for the rest, so that answers are seen at once.
 * @throws the signal's reason when it aborts
 */
const fireArrivals = (
  arrivals: Float64Array,
  startAt: number,
  signal: AbortSignal | undefined,
  fire: (dueAt: number) => void,
): Promise<void> =>
  new Promise((resolve, reject) => {
    let next = 0;
    const dueAt = () => startAt + (arrivals[next] ?? Number.POSITIVE_INFINITY);
    const tick = () => {
      if (signal?.aborted) return reject(signal.reason);
      for (; dueAt() <= performance.now(); next += 1) fire(dueAt());
      if (next === arrivals.length) return resolve();
      const waitMs = dueAt() - performance.now();
      if (waitMs > 1.5) setTimeout(tick, Math.min(waitMs - 0.5, 100));
      else setImmediate(tick);
    };
    tick();
  });

/** Waits until the last requests were answered or ran into their deadline. */
const drained = async (sender: Sender): Promise<void> => {
  while (sender.inFlight() > 0) await new Promise((resolve) => setTimeout(resolve, 5));
};

const fireInto = (options: OpenLoopOptions, recorder: Recorder, sender: Sender, windowAt: number) => {
  const draw = compileScript(options.script, options.seed);
  return (dueAt: number) => {
    const request = draw();
    const dueMs = dueAt - windowAt;
    const { operation } = request;
    if (dueMs >= 0) recorder.lag(performance.now() - dueAt);
    const settle = (outcome: Outcome) =>
      recorder.attempt({ operation, dueMs, endMs: performance.now() - windowAt, ...outcome });
    if (sender.inFlight() >= options.maxInFlight) settle({ failure: 'not-started' });
    else sender.send(request, dueAt + options.deadlineMs, settle);
  };
};

/**
 * Sends requests at a fixed arrival rate, whatever the server does, and times each from its *intended* start: a stall
 * is felt by everyone who would have arrived during it. Every arrival ends as a verified answer or as a failure.
 * @throws the signal's reason when it aborts; RangeError for a script that cannot be sent
 */
export const runOpenLoop = async (options: OpenLoopOptions): Promise<LoadPhase> => {
  const { name, target, ratePerSecond, durationMs, warmupMs, maxInFlight, deadlineMs, signal } = options;
  const operationIds = options.script.operations.map(({ operationId }) => operationId);
  const recorder = createRecorder({
    name,
    model: 'open',
    offered: ratePerSecond,
    durationMs,
    operationIds,
    deadlineMs,
  });
  const sender = createSender(target, maxInFlight, deadlineMs);
  const startAt = performance.now() + 20;
  try {
    const fire = fireInto(options, recorder, sender, startAt + warmupMs);
    await fireArrivals(arrivalTimes(options), startAt, signal, fire);
    await drained(sender);
    return recorder.phase();
  } finally {
    await sender.close();
  }
};
