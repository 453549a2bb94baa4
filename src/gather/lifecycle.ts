import { setTimeout as sleep } from 'node:timers/promises';
import type { LifecycleFact } from '../core/artifact.ts';
import type { Candidate } from './engine/candidate.ts';
import type { Engine } from './engine/connect.ts';
import type { ExitFact } from './engine/exit.ts';
import { logLines } from './engine/logs.ts';
import { engineCall, isConflict } from './engine/pod-engine.ts';

export type StopOptions = {
  engine: Engine;
  candidate: Candidate;
  /** The image's `STOPSIGNAL`, as `docker stop` would use it; default SIGTERM. */
  stopSignal?: string;
  /** From the signal to the kill. */
  graceMs: number;
  /**
   * Sends a request that takes a while, and says whether it was answered in full. Begun just before the signal.
   */
  inFlight?: () => Promise<boolean>;
};

/** What a request needs to get through the relay and into the program. */
const inFlightLeadMs = 100;
const inFlightLagMs = 1_000;
const maxLogLines = 5_000;

const endWithin = (candidate: Candidate, timeoutMs: number): Promise<ExitFact | undefined> =>
  Promise.race([candidate.exit.ended, sleep(timeoutMs, undefined, { ref: false })]);

/** That the program ends by itself at the same moment is fine: its end is what is waited for. */
const sendSignal = async ({ engine, candidate }: StopOptions, signal: string): Promise<void> => {
  const kill = engine.docker.getContainer(candidate.containerId).kill({ signal });
  await engineCall(
    'signal the candidate',
    kill.catch((error: unknown) => {
      if (!isConflict(error)) throw error;
    }),
  );
};

const factOf = ({ candidate, graceMs }: StopOptions, end: Partial<LifecycleFact>): LifecycleFact => ({
  graceMs,
  ...end,
  logLines: logLines(candidate.log.text()).slice(-maxLogLines),
  oomKilled: candidate.exit.oomKilled(),
});

/**
 * Stops the candidate as `docker stop` does and measures it: the signal, then a kill at the end of the grace. In the
 * fact, `stopMs` without `exitCode` does not occur; neither of them: it was killed; `exitCode` alone: it had ended by
 * itself before. Nothing is removed.
 * @throws AssayError infra-error when the engine fails
 */
export const stopCandidate = async (options: StopOptions): Promise<LifecycleFact> => {
  const { candidate, graceMs, inFlight, stopSignal = 'SIGTERM' } = options;
  const before = candidate.exit.current();
  if (before !== undefined) return factOf(options, { exitCode: before.exitCode });
  const answered = inFlight?.().catch(() => false);
  if (answered !== undefined) await sleep(inFlightLeadMs);
  const signalledAtMs = performance.now();
  await sendSignal(options, stopSignal);
  const exit = await endWithin(candidate, graceMs);
  const tookMs = Math.round(performance.now() - signalledAtMs);
  if (exit === undefined) {
    await sendSignal(options, 'SIGKILL');
    await candidate.exit.ended;
  }
  const inFlightAnswered = answered && (await Promise.race([answered, sleep(inFlightLagMs, false)]));
  return factOf(options, { ...(exit && { stopMs: tookMs, exitCode: exit.exitCode }), inFlightAnswered });
};
