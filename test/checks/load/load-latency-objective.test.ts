import { expect, test } from 'vitest';
import { loadLatencyObjective } from '../../../graders/load/load-latency-objective.ts';
import { challenge, fixed, judgeLoad, late, latency } from './facts.ts';

const withP99 = (p99: number) => ({ phases: [fixed({ latency: latency(p99) })] });

test('passes at the objective', async () => {
  expect(await judgeLoad(loadLatencyObjective, withP99(100))).toMatchObject({ status: 'pass' });
});

test('loses points smoothly beyond the objective', async () => {
  const scores = await Promise.all(
    [101, 200, 399].map(async (p99) => (await judgeLoad(loadLatencyObjective, withP99(p99))).score),
  );
  expect(scores[0]).toBeCloseTo(0.993, 3);
  expect(scores[1]).toBeCloseTo(0.5, 5);
  expect(scores[2]).toBeCloseTo(0.002, 3);
});

test('fails from four times the objective on', async () => {
  const verdict = await judgeLoad(loadLatencyObjective, withP99(400));
  expect(verdict).toMatchObject({ status: 'fail', score: 0 });
  expect(verdict.findings).toEqual([
    {
      message: 'At 100 requests a second, the slowest hundredth took 400 ms or more.',
      expected: 'p99 at most 100 ms',
      received: 'p50 4.0 ms, p95 20.0 ms, p99 400.0 ms; a failed request counts with its deadline',
      at: 'listProducts',
      remedy:
        'Look at the number of queries of this operation, at missing indexes and at waits for a connection of the pool.',
    },
  ]);
});

test('is inconclusive on a noisy host and with too few samples', async () => {
  expect(await judgeLoad(loadLatencyObjective, { ...withP99(900), invalid: late })).toMatchObject({
    status: 'inconclusive',
    reason: late[0],
  });
  expect(await judgeLoad(loadLatencyObjective, { phases: [fixed({ latency: latency(900, 999) })] })).toMatchObject({
    status: 'inconclusive',
    reason: '999 samples are too few for a 99th percentile (at least 1000)',
  });
});

test('does not apply without a load plan', () => {
  expect(loadLatencyObjective.notApplicable?.({ ...challenge, load: undefined })).toBe(
    'the challenge has no load part',
  );
});
