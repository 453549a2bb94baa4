import { environmentOf } from '../challenge/environment.ts';
import type { Gathered, ImageFact, SourceFact, SpecFact } from '../core/artifact.ts';
import type { Exchange } from '../core/exchange.ts';
import type { Engine } from '../gather/engine/connect.ts';
import { defaultLimits } from '../gather/engine/limits.ts';
import { gatherSpec } from '../gather/spec/index.ts';
import { type RunningTarget, startTarget } from '../gather/target.ts';
import { createRecorder, type Recorder } from '../http/recorder.ts';
import { clientFactory } from '../http/session.ts';
import { gathered } from '../judge/gathered.ts';
import { type Bench, type GatheredFacts, type Judged, runChecks } from '../judge/run.ts';
import type { GradeRun } from './run.ts';

/** How many checks talk to the candidate at once: enough to be quick, few enough not to be a load test. */
const concurrency = 4;

/** Starts the image in a fresh pod with fresh services. */
export const startFresh = (
  run: GradeRun,
  engine: Engine,
  image: ImageFact,
  overrides: Record<string, string> = {},
): Promise<RunningTarget> => {
  const { challenge, credentials } = run;
  return startTarget({
    ...{ engine, run, challenge, image, port: challenge.port, limits: defaultLimits },
    ...{ runtime: run.runtime, signal: run.signal, progress: run.progress },
    socketRoot: run.workDirectory,
    environment: (services) =>
      environmentOf(
        challenge,
        { port: challenge.port, services, issuer: credentials.issuer, apiKeys: credentials.apiKeys },
        overrides,
      ),
  });
};

/** The judge's bench for a running target. */
export const benchOf = (
  run: GradeRun,
  facts: GatheredFacts,
  target: RunningTarget | undefined,
  recorder: Recorder,
  attempt: number,
): Bench => {
  const { challenge, credentials, seed, signal, progress } = run;
  const bench = { challenge, facts, seed, attempt, concurrency, signal, progress };
  if (target === undefined) return bench;
  return {
    ...bench,
    apiFor: clientFactory(challenge, { socketPath: target.socketPath }, recorder, credentials),
    gone: async () => {
      const exit = await target.exited();
      return exit === undefined ? undefined : exitText(exit);
    },
  };
};

const exitText = (exit: { exitCode: number; oomKilled: boolean }): string =>
  exit.oomKilled
    ? 'the container ran out of memory during the checks'
    : `the container exited with code ${exit.exitCode} during the checks`;

const fetcher =
  (run: GradeRun, target: RunningTarget | undefined) =>
  async (path: string): Promise<Exchange> => {
    const recorder = createRecorder();
    if (target === undefined) throw new Error('nothing runs that could serve a document');
    const api = clientFactory(
      run.challenge,
      { socketPath: target.socketPath },
      recorder,
      run.credentials,
    )('spec', Math.random, run.signal);
    return api.send({ method: 'GET', path, intent: 'probe' });
  };

/** The OpenAPI document: of the repository, else as the running API serves it. */
export const gatherDocument = (
  run: GradeRun,
  source: Gathered<SourceFact>,
  target: RunningTarget | undefined,
): Promise<Gathered<SpecFact>> =>
  gathered(run.signal, () =>
    gatherSpec({
      source: source.ok ? source.value : undefined,
      fetchPath: target ? fetcher(run, target) : undefined,
      contract: run.challenge.contract,
      signal: run.signal,
    }),
  );

export type LiveResult = { judged: Map<string, Judged>; order: string[] };

/** Judges everything that talks to the running API. */
export const judgeLive = (
  run: GradeRun,
  facts: GatheredFacts,
  target: RunningTarget | undefined,
  recorder: Recorder,
): Promise<LiveResult> => {
  const live = run.plan.filter(
    ({ check, notApplicable }) => check.needs.includes('target') && notApplicable === undefined,
  );
  return runChecks(
    live.map(({ check }) => check),
    benchOf(run, facts, target, recorder, 1),
  );
};
