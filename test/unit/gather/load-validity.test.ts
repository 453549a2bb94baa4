import { expect, test } from 'vitest';
import type { LoadPhase } from '../../../src/core/artifact.ts';
import { invalidReasons, type Observation } from '../../../src/gather/load-validity.ts';

const summary = (p99: number) => ({ p50: 1, p90: 2, p95: 3, p99, max: 2 * p99, mean: 1, count: 1000 });

const phase = (over: Partial<LoadPhase> = {}): LoadPhase => ({
  name: 'fixed',
  model: 'open',
  offered: 100,
  durationMs: 10_000,
  sent: 1000,
  ok: 1000,
  failed: 0,
  throughput: 100,
  latency: summary(20),
  lag: summary(1),
  statuses: {},
  failures: {},
  seconds: [],
  operations: [],
  ...over,
});

const quiet = { use: { cpus: 2, busyCores: 0.3, stealShare: 0 }, candidateCores: 0 };

const reasons = (over: Partial<Observation> = {}) =>
  invalidReasons({ phases: [phase()], idle: [quiet, quiet], whole: { ...quiet.use, busyCores: 1.9 }, ...over });

test('a quiet host and a generator on time are valid', () => {
  expect(reasons()).toEqual([]);
});

test('a generator late by more than 5 ms is not, unless that is little beside the latency', () => {
  expect(reasons({ phases: [phase({ lag: summary(6) })] })).toEqual([
    'phase fixed: the load generator was late by 6.0 ms (p99, allowed 5.0 ms)',
  ]);
  expect(reasons({ phases: [phase({ lag: summary(6), latency: summary(80) })] })).toEqual([]);
});

test('a closed loop has no lag and no planned number', () => {
  expect(reasons({ phases: [phase({ model: 'closed', sent: 10, lag: summary(99) })] })).toEqual([]);
});

test('requests that the generator could not start make it invalid; those beyond the bound are the candidate’s', () => {
  expect(reasons({ phases: [phase({ failures: { generator: 30 } })] })).toEqual([
    'phase fixed: the load generator started 970 of 1000 requests',
  ]);
  expect(reasons({ phases: [phase({ failures: { 'not-started': 300 } })] })).toEqual([]);
});

test('other programs on the host make it invalid, the candidate itself does not', () => {
  const busy = { use: { cpus: 2, busyCores: 1.2, stealShare: 0 }, candidateCores: 0.1 };
  expect(reasons({ idle: [busy, quiet] })).toEqual(["other programs used 55 % of the host's CPUs (allowed 25 %)"]);
  expect(reasons({ idle: [{ ...busy, candidateCores: 0.9 }] })).toEqual([]);
});

test('a host that is robbed, or has one CPU, is invalid', () => {
  expect(reasons({ whole: { cpus: 2, busyCores: 1, stealShare: 0.07 } })).toEqual([
    'the host lost 7 % of its time to its hypervisor (allowed 5 %)',
  ]);
  expect(reasons({ whole: { cpus: 1, busyCores: 1, stealShare: 0 } })).toEqual([
    'the host has one CPU: candidate and load generator share it',
  ]);
});

test('a dead generator is named first, the same reason once', () => {
  const late = phase({ lag: summary(6) });
  expect(reasons({ phases: [late, late], whole: undefined, workerFailure: 'the load generator died' })).toEqual([
    'the load generator died',
    'phase fixed: the load generator was late by 6.0 ms (p99, allowed 5.0 ms)',
  ]);
});
