import type { LoadPhase } from '../core/artifact.ts';
import type { HostUse } from '../load/host-cpu.ts';

/** The load section of the method: a late generator, a busy or shared host make figures worthless, not slow. */
const limits = {
  /** Lag p99 above both makes a phase invalid. */
  lagMs: 5,
  lagShareOfP99: 0.1,
  /** Of the planned requests that must have been started. */
  startedShare: 0.98,
  /** Of the host's CPUs, that others may use while we send nothing. */
  foreignShare: 0.25,
  /** Of the host's time, that its hypervisor may take. */
  stealShare: 0.05,
};

/** A second without load: how the host was used, and how much of that was the candidate. */
export type IdleSecond = { use: HostUse; candidateCores: number };

export type Observation = {
  phases: readonly LoadPhase[];
  idle: readonly IdleSecond[];
  /** The host over the whole time; absent when the worker died. */
  whole?: HostUse;
  /** Why the worker ended early. */
  workerFailure?: string;
};

const ms = (value: number) => `${value.toFixed(1)} ms`;
const percent = (share: number) => `${Math.round(share * 100)} %`;

const lagReason = ({ name, lag, latency }: LoadPhase): string | undefined => {
  const limitMs = Math.max(limits.lagMs, limits.lagShareOfP99 * latency.p99);
  if (lag.p99 <= limitMs) return undefined;
  return `phase ${name}: the load generator was late by ${ms(lag.p99)} (p99, allowed ${ms(limitMs)})`;
};

const startedReason = (phase: LoadPhase): string | undefined => {
  const planned = Math.round((phase.offered * phase.durationMs) / 1000);
  const started = phase.sent - (phase.failures.generator ?? 0);
  if (started >= planned * limits.startedShare) return undefined;
  return `phase ${phase.name}: the load generator started ${started} of ${planned} requests`;
};

const foreignReason = ({ use, candidateCores }: IdleSecond): string | undefined => {
  const share = (use.busyCores - candidateCores) / use.cpus;
  if (share <= limits.foreignShare) return undefined;
  return `other programs used ${percent(share)} of the host's CPUs (allowed ${percent(limits.foreignShare)})`;
};

const hostReasons = (whole: HostUse): (string | undefined)[] => [
  whole.cpus < 2 ? 'the host has one CPU: candidate and load generator share it' : undefined,
  whole.stealShare > limits.stealShare
    ? `the host lost ${percent(whole.stealShare)} of its time to its hypervisor (allowed ${percent(limits.stealShare)})`
    : undefined,
];

/** Why the figures must not be judged; empty when they may. */
export const invalidReasons = ({ phases, idle, whole, workerFailure }: Observation): string[] => {
  const open = phases.filter(({ model }) => model === 'open');
  const reasons = [
    workerFailure,
    ...open.map(lagReason),
    ...open.map(startedReason),
    ...idle.map(foreignReason),
    ...(whole ? hostReasons(whole) : []),
  ];
  return [...new Set(reasons.filter((reason) => reason !== undefined))];
};
