import { loadChallenge } from '../../../src/challenge/load.ts';
import type { LatencySummary, LoadFact, LoadPhase } from '../../../src/core/artifact.ts';
import type { Challenge } from '../../../src/core/challenge.ts';
import type { Check } from '../../../src/core/check.ts';
import type { Verdict } from '../../../src/core/verdict.ts';
import { settle } from '../../../src/core/verdict-of.ts';

/** The flagship challenge with objectives of our own: p99 100 ms, 1 % errors, 500 answers a second. */
export const challenge: Challenge = {
  ...(await loadChallenge('checkout', { level: 'staff' })),
  load: {
    environment: {},
    operations: [],
    seed: {},
    peak: { connections: 20, seconds: 5 },
    fixed: { rate: 100, seconds: 20, warmupSeconds: 3 },
    objectives: { p99Ms: 100, errorRate: 0.01, minThroughput: 500 },
  },
};

export const latency = (p99: number, count = 2000): LatencySummary => ({
  p50: 4,
  p90: 10,
  p95: 20,
  p99,
  max: 2 * p99,
  mean: 5,
  count,
});

const phase = (name: string, over: Partial<LoadPhase>): LoadPhase => ({
  name,
  model: 'open',
  offered: 100,
  durationMs: 20_000,
  sent: 2000,
  ok: 2000,
  failed: 0,
  throughput: 100,
  latency: latency(50),
  lag: latency(1),
  statuses: { 200: 2000 },
  failures: {},
  seconds: [0, 1].map((second) => ({ second, sent: 100, ok: 100, failed: 0, p50: 4, p99: 50 })),
  operations: [
    { operationId: 'getProduct', sent: 1000, ok: 1000, failed: 0, latency: latency(20, 1000) },
    { operationId: 'listProducts', sent: 1000, ok: 1000, failed: 0, latency: latency(60, 1000) },
  ],
  ...over,
});

export const fixed = (over: Partial<LoadPhase> = {}): LoadPhase => phase('fixed', over);

export const peak = (over: Partial<LoadPhase> = {}): LoadPhase =>
  phase('peak', { model: 'closed', offered: 20, durationMs: 5000, throughput: 900, lag: latency(0, 0), ...over });

/** A candidate that holds all objectives, with what is different. */
const loadFact = (over: Partial<LoadFact> = {}): LoadFact => ({
  phases: [fixed(), peak()],
  invalid: [],
  peakMemoryBytes: 100 * 2 ** 20,
  aliveAfter: true,
  ...over,
});

export const late = ['phase fixed: the load generator was late by 12.0 ms (p99, allowed 5.0 ms)'];

/** Judges a hand-made load fact. */
export const judgeLoad = (check: Check<'load'>, over: Partial<LoadFact> = {}): Promise<Verdict> =>
  settle(() =>
    check.run({ challenge, facts: { load: loadFact(over) }, signal: new AbortController().signal, random: () => 0 }),
  );
