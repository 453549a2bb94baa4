import { expect, test } from 'vitest';
import { loadErrorRate } from '../../../graders/load/load-error-rate.ts';
import { challenge, fixed, judgeLoad, late } from './facts.ts';

const failing = (failures: Record<string, number>) => {
  const failed = Object.values(failures).reduce((sum, count) => sum + count, 0);
  const operation = fixed().operations[1];
  return fixed({
    ok: 2000 - failed,
    failed,
    failures,
    statuses: { 200: 2000 - failed, 500: failed },
    operations: operation ? [...fixed().operations.slice(0, 1), { ...operation, failed, ok: 1000 - failed }] : [],
  });
};

test('passes when failures stay within the objective', async () => {
  expect(await judgeLoad(loadErrorRate, { phases: [failing({ timeout: 20 })] })).toMatchObject({ status: 'pass' });
});

test('is partial a little beyond the objective, and fails from ten times it on', async () => {
  const twice = await judgeLoad(loadErrorRate, { phases: [failing({ 'unexpected-status': 30, timeout: 10 })] });
  expect(twice.status).toBe('partial');
  expect(twice.score).toBeCloseTo(1 - Math.log10(2), 5);
  expect(twice.findings).toEqual([
    {
      message: 'At 100 requests a second, 40 of 2000 requests got no correct answer: 30 unexpected-status, 10 timeout.',
      expected: 'at most 1 % failures',
      received: '2 %; statuses: 1960 200, 40 500',
      at: 'listProducts',
      remedy:
        'Run the same mix at this rate and read your log: exhausted pools, unhandled errors and lock time-outs are the usual causes.',
    },
  ]);
  expect(await judgeLoad(loadErrorRate, { phases: [failing({ reset: 200 })] })).toMatchObject({
    status: 'fail',
    score: 0,
  });
});

test('fails on wrong answers even where the host was noisy, for noise does not make them', async () => {
  const verdict = await judgeLoad(loadErrorRate, {
    invalid: late,
    phases: [failing({ 'unexpected-body': 300, timeout: 50 })],
  });
  expect(verdict.status).toBe('fail');
  expect(verdict.findings.map(({ received }) => received)).toEqual(['15 %; statuses: 1650 200, 350 500']);
});

test('is inconclusive when only late answers failed on a noisy host, and when nothing was measured', async () => {
  const noisy = await judgeLoad(loadErrorRate, { invalid: late, phases: [failing({ timeout: 100 })] });
  expect(noisy).toMatchObject({ status: 'inconclusive', reason: late[0] });
  expect(await judgeLoad(loadErrorRate, { invalid: late, phases: [] })).toMatchObject({ status: 'inconclusive' });
});

test('does not apply without a load plan', () => {
  expect(loadErrorRate.notApplicable?.({ ...challenge, load: undefined })).toBe('the challenge has no load part');
  expect(loadErrorRate.notApplicable?.(challenge)).toBeUndefined();
});
