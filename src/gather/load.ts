import type { LoadFact, LoadPhase } from '../core/artifact.ts';
import type { LoadPlan } from '../core/challenge.ts';
import { infraError } from '../core/errors.ts';
import type { Progress } from '../core/progress.ts';
import type { HostUse } from '../load/host-cpu.ts';
import { compileScript, type LoadScript } from '../load/script.ts';
import type { WorkerMessage, WorkerPhase, WorkerPlan } from '../load/worker-plan.ts';
import type { Engine } from './engine/connect.ts';
import { cpuPlan, type Limits } from './engine/limits.ts';
import { engineCall, type Run } from './engine/pod-engine.ts';
import { type Usage, watchUsage } from './load-usage.ts';
import { type IdleSecond, invalidReasons } from './load-validity.ts';
import { runLoadWorker, type WorkerEnd } from './load-worker.ts';

export type LoadOptions = {
  engine: Engine;
  run: Run & { seed: number };
  /** A candidate that runs in a pod and answers. */
  target: { relayId: string; containerId: string; port: number; limits: Limits };
  plan: LoadPlan;
  script: LoadScript;
  /** Of the whole part. */
  deadlineMs: number;
  signal: AbortSignal;
  progress: Progress;
};

/** More requests in flight than any balancer would keep open to one small service. */
const maxInFlight = 512;

/** A request's deadline: far above the objective, so that a slow answer is still seen as slow and not as lost. */
const requestDeadlineMs = (p99Ms: number): number => Math.min(10_000, Math.max(2000, 20 * p99Ms));

const phasesOf = ({ fixed, peak }: LoadPlan): WorkerPhase[] => [
  {
    model: 'open',
    name: 'fixed',
    ratePerSecond: fixed.rate,
    durationMs: fixed.seconds * 1000,
    warmupMs: fixed.warmupSeconds * 1000,
    maxInFlight,
    arrival: 'constant',
  },
  { model: 'closed', name: 'peak', connections: peak.connections, durationMs: peak.seconds * 1000 },
];

const workerPlan = ({ target, plan, script, run }: LoadOptions): WorkerPlan => {
  try {
    compileScript(script, run.seed);
  } catch (error) {
    const message = `the load script cannot be sent: ${error instanceof Error ? error.message : error}`;
    throw infraError('load-script-invalid', message, 'correct `load` in the challenge', error);
  }
  return {
    target: { origin: `http://127.0.0.1:${target.port}` },
    script,
    phases: phasesOf(plan),
    deadlineMs: requestDeadlineMs(plan.objectives.p99Ms),
    seed: run.seed,
  };
};

const describe = (phase: WorkerPhase): string => {
  const seconds = phase.durationMs / 1000;
  return phase.model === 'open'
    ? `${phase.ratePerSecond} requests a second for ${seconds} s`
    : `${phase.connections} connections for ${seconds} s`;
};

/** What the worker reported, and the moments (performance.now()) to which the candidate's use of CPU is looked up. */
type Log = {
  phases: { phase: LoadPhase; from: number }[];
  idle: { use: HostUse; to: number }[];
  whole?: HostUse;
  aliveAfter?: boolean;
};

const keepLog = (log: Log, progress: Progress) => {
  let from = 0;
  return (message: WorkerMessage, at: number): void => {
    if (message.type === 'idle') {
      log.idle.push({ use: message.use, to: at });
    } else if (message.type === 'started') {
      from = at + (message.phase.model === 'open' ? message.phase.warmupMs : 0);
      progress.update(describe(message.phase));
    } else if (message.type === 'finished') {
      log.phases.push({ phase: message.phase, from });
    } else {
      log.whole = message.use;
      log.aliveAfter = message.aliveAfter;
    }
  };
};

const withCpu = (log: Log, usage: Usage): { phases: LoadPhase[]; idle: IdleSecond[] } => ({
  phases: log.phases.map(({ phase, from }) => ({
    ...phase,
    cpuSeconds: usage.cpuSecondsBetween(from, from + phase.durationMs),
  })),
  idle: log.idle.map(({ use, to }) => ({ use, candidateCores: usage.cpuSecondsBetween(to - 1000, to) ?? 0 })),
});

const isRunning = async (engine: Engine, containerId: string): Promise<boolean> => {
  const { State } = await engineCall('look at the candidate', engine.docker.getContainer(containerId).inspect());
  return State.Running;
};

/** The worker's end within the deadline of the part, or why there is none. */
const runWithin = async (options: LoadOptions, onMessage: ReturnType<typeof keepLog>): Promise<WorkerEnd | string> => {
  const { engine, run, target, deadlineMs, signal } = options;
  const { NCPU: cpus }: { NCPU: number } = await engineCall('tell about its host', engine.docker.info());
  const timeout = AbortSignal.timeout(deadlineMs);
  try {
    return await runLoadWorker({
      ...{
        engine,
        run,
        relayId: target.relayId,
        cpuset: cpuPlan(cpus, target.limits.cpus).generator,
        plan: workerPlan(options),
        onMessage,
      },
      signal: AbortSignal.any([signal, timeout]),
    });
  } catch (error) {
    if (!timeout.aborted || signal.aborted) throw error;
    return `the load part did not end within ${deadlineMs / 1000} s`;
  }
};

const workerFailure = (end: WorkerEnd | string, done: boolean): string | undefined => {
  if (typeof end === 'string') return end;
  if (done) return undefined;
  const why = end.log.split('\n').findLast((line) => line.trim() !== '');
  return `the load generator died (exit code ${end.exitCode}${why ? `: ${why.slice(0, 200)}` : ''})`;
};

/**
 * The load part: a steady rate, then peak throughput, from a worker of ours inside the candidate's network namespace.
 * A worker that dies or is late makes the fact invalid; a candidate that dies ends the phases.
 * @throws AssayError infra-error when the engine fails or the script cannot be sent; the signal's reason
 */
export const gatherLoad = async (options: LoadOptions): Promise<LoadFact> => {
  const { engine, target, progress } = options;
  const log: Log = { phases: [], idle: [] };
  const usage = await watchUsage(engine, target.containerId);
  try {
    const end = await runWithin(options, keepLog(log, progress));
    const failure = workerFailure(end, log.whole !== undefined);
    const { phases, idle } = withCpu(log, usage);
    return {
      phases,
      invalid: invalidReasons({ phases, idle, whole: log.whole, workerFailure: failure }),
      peakMemoryBytes: usage.peakMemoryBytes(),
      aliveAfter: log.aliveAfter ?? (await isRunning(engine, target.containerId)),
    };
  } finally {
    usage.stop();
  }
};
