import type { LoadPhase } from '../core/artifact.ts';
import type { ClosedLoopOptions } from './closed-loop.ts';
import type { HostUse } from './host-cpu.ts';
import type { OpenLoopOptions } from './open-loop.ts';
import type { LoadScript } from './script.ts';
import type { LoadTarget } from './target.ts';

/** What the phases have in common is in the plan. */
type Shared = 'target' | 'script' | 'deadlineMs' | 'seed' | 'signal';

export type WorkerPhase =
  | ({ model: 'open' } & Omit<OpenLoopOptions, Shared>)
  | ({ model: 'closed' } & Omit<ClosedLoopOptions, Shared>);

/** What a worker reads from its standard input, as JSON. */
export type WorkerPlan = {
  target: LoadTarget;
  script: LoadScript;
  /** In order; the rest is left out once the target no longer answers. */
  phases: WorkerPhase[];
  deadlineMs: number;
  seed: number;
};

/** What a worker writes to its standard output, one JSON value a line. Without `done` at the end it died. */
export type WorkerMessage =
  /** The host's CPUs while we send nothing: for a second before and after the phases. */
  | { type: 'idle'; use: HostUse }
  | { type: 'started'; phase: WorkerPhase }
  | { type: 'finished'; phase: LoadPhase }
  /** `use` of the whole time. */
  | { type: 'done'; aliveAfter: boolean; use: HostUse };
