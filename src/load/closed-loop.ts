import autocannon from 'autocannon';
import type { LoadPhase } from '../core/artifact.ts';
import { type ConnectionEvents, keepBooks } from './autocannon-connection.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { compileScript, type LoadScript } from './script.ts';
import { type LoadTarget, targetOrigin, targetSocket } from './target.ts';

export type ClosedLoopOptions = {
  /** Name of the phase. */
  name: string;
  target: LoadTarget;
  script: LoadScript;
  /** Each sends its next request as soon as the last one was answered. */
  connections: number;
  durationMs: number;
  /** Of a request; at least 1000. */
  deadlineMs: number;
  seed: number;
  signal?: AbortSignal;
};

/** A server that refused every connection for this long is gone: the phase ends. */
const giveUpMs = 3000;

/** The phase's clock, and its end: after `durationMs`, or when the server is gone. */
const phaseClock = (durationMs: number) => {
  const startAt = performance.now();
  let lengthMs = durationMs;
  let lastSignOfLifeMs = 0;
  const sinceStartMs = (at: number) => at - startAt;
  return {
    sinceStartMs,
    over: () => sinceStartMs(performance.now()) >= lengthMs,
    lengthMs: () => lengthMs,
    seen(alive: boolean) {
      const nowMs = sinceStartMs(performance.now());
      if (alive) lastSignOfLifeMs = nowMs;
      else if (nowMs - lastSignOfLifeMs > giveUpMs) lengthMs = Math.min(lengthMs, nowMs);
    },
  };
};

const connectionEvents = (
  draw: ConnectionEvents['draw'],
  clock: ReturnType<typeof phaseClock>,
  recorder: Recorder,
): ConnectionEvents => ({
  draw,
  over: clock.over,
  settled({ operation }, sentAt, outcome) {
    clock.seen(outcome.failure !== 'refused');
    const dueMs = clock.sinceStartMs(sentAt);
    recorder.attempt({ operation, dueMs, endMs: clock.sinceStartMs(performance.now()), ...outcome });
  },
});

const runAutocannon = (options: ClosedLoopOptions, events: ConnectionEvents): Promise<void> =>
  new Promise((resolve, reject) => {
    const { target, connections, durationMs, deadlineMs, signal } = options;
    const settings: autocannon.Options = {
      url: targetOrigin(target),
      socketPath: targetSocket(target),
      connections,
      // The connections end by themselves, each with its last answer; this is only the bound.
      duration: (durationMs + deadlineMs) / 1000 + 1,
      timeout: deadlineMs / 1000,
      sampleInt: 100,
      skipAggregateResult: true,
      setupClient: (client) => keepBooks(client, deadlineMs, events),
    };
    const stop = () => instance.stop();
    const instance = autocannon(settings, (error) => {
      signal?.removeEventListener('abort', stop);
      if (signal?.aborted) reject(signal.reason);
      else if (error) reject(error);
      else resolve();
    });
    signal?.addEventListener('abort', stop);
  });

/**
 * Peak throughput: a fixed number of connections, each as fast as it is answered. autocannon sends; attempts, checks
 * and latencies are our own (see `keepBooks`), so that an attempt is either a verified answer or a failure. Latency
 * says how a saturated server queues, nothing else: a closed loop waits where users would not.
 * @throws the signal's reason when it aborts; RangeError for a script that cannot be sent
 */
export const runClosedLoop = async (options: ClosedLoopOptions): Promise<LoadPhase> => {
  const { name, script, connections, durationMs, deadlineMs, seed, signal } = options;
  signal?.throwIfAborted();
  const draw = compileScript(script, seed);
  const operationIds = script.operations.map(({ operationId }) => operationId);
  const recorder = createRecorder({
    name,
    model: 'closed',
    offered: connections,
    durationMs,
    operationIds,
    deadlineMs,
  });
  const clock = phaseClock(durationMs);
  await runAutocannon(options, connectionEvents(draw, clock, recorder));
  return recorder.phase(clock.lengthMs());
};
