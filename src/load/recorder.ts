import type { LoadOperation, LoadPhase, LoadSecond } from '../core/artifact.ts';
import type { LoadFailureKind } from './failure.ts';
import { microsecondHistogram, percentileMs, recordMs, summarise } from './histogram.ts';

/** One attempt that came to its end. Times are milliseconds from the start of the measured window. */
type Attempt = {
  /** Index into `operationIds`. */
  operation: number;
  /** When the request was meant to leave; below 0 during warm-up. */
  dueMs: number;
  endMs: number;
  /** Of an answer that arrived, verified or not. */
  status?: number;
  failure?: LoadFailureKind;
};

export type Recorder = {
  /** How late a request of the measured window left, in milliseconds. */
  lag(ms: number): void;
  attempt(attempt: Attempt): void;
  /** The phase as seen; `durationMs` where it ended earlier than planned. */
  phase(durationMs?: number): LoadPhase;
};

type RecorderOptions = Pick<LoadPhase, 'name' | 'model' | 'offered' | 'durationMs'> & {
  operationIds: readonly string[];
  /** A failure counts in the latencies with at least this: failing fast must not look fast. */
  deadlineMs: number;
};

const tally = (digits: 2 | 3) => ({ sent: 0, ok: 0, failed: 0, latency: microsecondHistogram(digits) });

type Tally = ReturnType<typeof tally>;

const count = (into: Tally, failure: LoadFailureKind | undefined, latencyMs: number): void => {
  into.sent += 1;
  if (failure) into.failed += 1;
  else into.ok += 1;
  recordMs(into.latency, latencyMs);
};

const bump = (record: Record<string, number>, key: string): void => {
  record[key] = (record[key] ?? 0) + 1;
};

const seconds = (tallies: readonly Tally[]): LoadSecond[] =>
  tallies.map(({ sent, ok, failed, latency }, second) => ({
    second,
    sent,
    ok,
    failed,
    p50: percentileMs(latency, 50),
    p99: percentileMs(latency, 99),
  }));

const operations = (ids: readonly string[], tallies: readonly Tally[]): LoadOperation[] =>
  tallies.map(({ sent, ok, failed, latency }, index) => ({
    operationId: ids[index] ?? '',
    sent,
    ok,
    failed,
    latency: summarise(latency),
  }));

/**
 * Collects the attempts of one phase. Attempts due in the measured window are in `sent`, whatever becomes of them.
 * `throughput` counts the verified answers that *arrived* in the window, those of the warm-up's last requests included:
 * a server that falls behind and catches up after the end does not sustain the rate.
 */
export const createRecorder = (options: RecorderOptions): Recorder => {
  const total = tally(3);
  const lag = microsecondHistogram(3);
  const bySecond = Array.from({ length: Math.ceil(options.durationMs / 1000) }, () => tally(2));
  const byOperation = options.operationIds.map(() => tally(3));
  const statuses: Record<string, number> = {};
  const failures: Record<string, number> = {};
  let arrived = 0;
  return {
    lag: (ms) => recordMs(lag, ms),
    attempt({ operation, dueMs, endMs, status, failure }) {
      if (!failure && endMs >= 0 && endMs < options.durationMs) arrived += 1;
      if (dueMs < 0 || dueMs >= options.durationMs) return;
      const ownMs = endMs - dueMs;
      const latencyMs = failure ? Math.max(ownMs, options.deadlineMs) : ownMs;
      if (status !== undefined) bump(statuses, String(status));
      if (failure) bump(failures, failure);
      for (const into of [total, bySecond[Math.floor(dueMs / 1000)], byOperation[operation]])
        if (into) count(into, failure, latencyMs);
    },
    phase(durationMs = options.durationMs) {
      const { name, model, offered } = options;
      return {
        name,
        model,
        offered,
        durationMs,
        sent: total.sent,
        ok: total.ok,
        failed: total.failed,
        throughput: durationMs > 0 ? arrived / (durationMs / 1000) : 0,
        latency: summarise(total.latency),
        lag: summarise(lag),
        statuses,
        failures,
        seconds: seconds(bySecond.slice(0, Math.ceil(durationMs / 1000))),
        operations: operations(options.operationIds, byOperation),
      };
    },
  };
};
