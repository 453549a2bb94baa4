import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApiKeys } from '../challenge/environment.ts';
import type { Challenge } from '../core/challenge.ts';
import type { AnyCheck } from '../core/check.ts';
import type { Progress } from '../core/progress.ts';
import { type Credentials, createCredentials } from '../http/session.ts';
import type { PlannedCheck } from '../judge/plan.ts';
import { planChecks } from '../judge/plan.ts';

/** What to grade and how, as the command line or a test asks for it. */
export type GradeRequest = {
  /** Git URL, directory or archive. */
  origin: string;
  /** Branch, tag or commit. */
  ref?: string;
  challenge: Challenge;
  checks: readonly AnyCheck[];
  /** 0 <= seed < 2^31: decides order and data. */
  seed: number;
  /** False leaves the load part out: its checks do not apply. */
  withLoad: boolean;
  /** An OCI runtime of the engine, such as `runsc`. */
  runtime?: string;
  version: string;
  signal: AbortSignal;
  progress: Progress;
};

/** One grading in progress: identity, credentials, places and clocks. */
export type GradeRun = GradeRequest & {
  id: string;
  deadline: Date;
  startedAt: Date;
  plan: readonly PlannedCheck[];
  credentials: Credentials;
  /** Our own directory, removed at the end. */
  workDirectory: string;
  timings: { stage: string; ms: number }[];
  /** Names the stage, runs it, and keeps how long it took. */
  stage<T>(name: string, detail: string, work: () => Promise<T>): Promise<T>;
  removeWorkDirectory(): Promise<void>;
};

const leftOut = ({ withLoad }: GradeRequest, { needs }: AnyCheck): string | undefined =>
  !withLoad && needs.includes('load') ? 'the load part was left out of this run' : undefined;

/** How long after its own budget a run's leftovers are nobody's: others may sweep them then. */
const graceMs = 10 * 60_000;

/**
 * Prepares a run. The work directory lies directly under the system's temporary directory, since paths of unix sockets
 * are short.
 */
export const createRun = async (request: GradeRequest): Promise<GradeRun> => {
  const startedAt = new Date();
  const timings: GradeRun['timings'] = [];
  const workDirectory = await mkdtemp(join(tmpdir(), 'assay-'));
  return {
    ...request,
    id: randomUUID().slice(0, 13),
    startedAt,
    deadline: new Date(startedAt.getTime() + request.challenge.budgets.total * 1000 + graceMs),
    plan: planChecks(request.challenge, request.checks, (check) => leftOut(request, check)),
    credentials: createCredentials(request.challenge, createApiKeys(request.challenge)),
    workDirectory,
    timings,
    async stage(name, detail, work) {
      request.signal.throwIfAborted();
      request.progress.stage(name, detail);
      const begun = performance.now();
      try {
        return await work();
      } finally {
        timings.push({ stage: name, ms: Math.round(performance.now() - begun) });
      }
    },
    removeWorkDirectory: () => rm(workDirectory, { recursive: true, force: true, maxRetries: 3 }),
  };
};
