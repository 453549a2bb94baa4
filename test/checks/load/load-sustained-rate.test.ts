import { expect, test } from 'vitest';
import { loadSustainedRate } from '../../../graders/load/load-sustained-rate.ts';
import { challenge, fixed, judgeLoad, late } from './facts.ts';

const sustaining = (throughput: number) => ({ phases: [fixed({ throughput })] });

test('passes from 98 % of the offered rate on', async () => {
  expect(await judgeLoad(loadSustainedRate, sustaining(98))).toMatchObject({ status: 'pass' });
});

test('is partial below, and fails at half of it', async () => {
  const verdict = await judgeLoad(loadSustainedRate, sustaining(70));
  expect(verdict.status).toBe('partial');
  expect(verdict.score).toBeCloseTo(1 - Math.log2(0.98 / 0.7), 5);
  expect(verdict.findings).toEqual([
    {
      message: 'Of 100 requests offered a second, the API gave 70.0 a correct answer in time.',
      expected: 'at least 98 % of the offered rate',
      received: '70 %',
      remedy:
        'Compare the cost of one request with one core: take work out of the request, or answer it in fewer round trips to the database.',
    },
  ]);
  expect(await judgeLoad(loadSustainedRate, sustaining(49))).toMatchObject({ status: 'fail' });
  expect(await judgeLoad(loadSustainedRate, sustaining(0))).toMatchObject({ status: 'fail' });
});

test('is inconclusive on a noisy host', async () => {
  const verdict = await judgeLoad(loadSustainedRate, { ...sustaining(10), invalid: late });
  expect(verdict).toMatchObject({ status: 'inconclusive', reason: late[0] });
});

test('does not apply without a load plan', () => {
  expect(loadSustainedRate.notApplicable?.({ ...challenge, load: undefined })).toBe('the challenge has no load part');
});
