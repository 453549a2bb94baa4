import { expect, test } from 'vitest';
import { createRecorder } from '../../../src/load/recorder.ts';

const recorder = (durationMs = 2000) =>
  createRecorder({
    name: 'fixed',
    model: 'open',
    offered: 4,
    durationMs,
    operationIds: ['read', 'write'],
    deadlineMs: 5000,
  });

test('counts every attempt once: in the whole, its second and its operation', () => {
  const { attempt, lag, phase } = recorder();
  lag(0.5);
  attempt({ operation: 0, dueMs: 0, endMs: 10, status: 200 });
  attempt({ operation: 1, dueMs: 500, endMs: 520, status: 201 });
  attempt({ operation: 1, dueMs: 1000, endMs: 1001, status: 500, failure: 'unexpected-status' });
  attempt({ operation: 0, dueMs: 1500, endMs: 1500, failure: 'refused' });
  const { latency, seconds, operations, lag: lags, ...counts } = phase();
  expect(counts).toEqual({
    name: 'fixed',
    model: 'open',
    offered: 4,
    durationMs: 2000,
    sent: 4,
    ok: 2,
    failed: 2,
    throughput: 1,
    statuses: { 200: 1, 201: 1, 500: 1 },
    failures: { 'unexpected-status': 1, refused: 1 },
  });
  expect(seconds.map(({ sent, ok, failed }) => [sent, ok, failed])).toEqual([
    [2, 2, 0],
    [2, 0, 2],
  ]);
  expect(operations.map(({ operationId, sent, ok, failed }) => [operationId, sent, ok, failed])).toEqual([
    ['read', 2, 1, 1],
    ['write', 2, 1, 1],
  ]);
  expect(latency.count).toBe(4);
  expect(lags).toMatchObject({ count: 1, max: 0.5 });
});

test('takes a failure for at least the deadline, so that failing fast does not look fast', () => {
  const { attempt, phase } = recorder();
  attempt({ operation: 0, dueMs: 0, endMs: 1, failure: 'reset' });
  attempt({ operation: 0, dueMs: 0, endMs: 6000, failure: 'timeout' });
  const { p50, max } = phase().latency;
  expect(p50).toBeCloseTo(5000, -1);
  expect(max).toBeCloseTo(6000, -1);
});

test('counts in the throughput what arrived in the window, the end of the warm-up included, not what came later', () => {
  const { attempt, phase } = recorder();
  attempt({ operation: 0, dueMs: -100, endMs: 20, status: 200 });
  attempt({ operation: 0, dueMs: -200, endMs: -50, status: 200 });
  attempt({ operation: 0, dueMs: 1990, endMs: 2400, status: 200 });
  attempt({ operation: 0, dueMs: 1000, endMs: 1010, status: 200 });
  expect(phase()).toMatchObject({ sent: 2, ok: 2, throughput: 1 });
});

test('keeps microseconds apart', () => {
  const { attempt, phase } = recorder();
  for (let index = 0; index < 100; index += 1)
    attempt({ operation: 0, dueMs: index, endMs: index + 0.25, status: 200 });
  expect(phase().latency.p50).toBeCloseTo(0.25, 2);
});

test('has no figures for an empty phase, and is not disturbed by one that ended at once', () => {
  expect(recorder().phase(0)).toMatchObject({ sent: 0, throughput: 0, seconds: [], latency: { count: 0, p99: 0 } });
});
