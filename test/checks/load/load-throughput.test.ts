import { expect, test } from 'vitest';
import { loadThroughput } from '../../../graders/load/load-throughput.ts';
import { challenge, fixed, judgeLoad, late, peak } from './facts.ts';

const reaching = (throughput: number) => ({ phases: [fixed(), peak({ throughput, failures: { timeout: 3 } })] });

test('passes at the stated minimum', async () => {
  expect(await judgeLoad(loadThroughput, reaching(500))).toMatchObject({ status: 'pass' });
});

test('is partial below the minimum, and fails at a quarter of it and at nothing', async () => {
  const half = await judgeLoad(loadThroughput, reaching(250));
  expect(half.status).toBe('partial');
  expect(half.score).toBeCloseTo(0.5, 5);
  expect(half.findings).toEqual([
    {
      message: 'With 20 connections, the API gave 250.0 correct answers a second.',
      expected: 'at least 500 a second',
      received: '250.0 a second; failures: 3 timeout',
      remedy:
        'Profile one process at full load; look for work done again in every request, and for serial access to one row.',
    },
  ]);
  expect(await judgeLoad(loadThroughput, reaching(125))).toMatchObject({ status: 'fail' });
  expect(await judgeLoad(loadThroughput, reaching(0))).toMatchObject({ status: 'fail', score: 0 });
});

test('fails when answers come before their requests, however many there are', async () => {
  const verdict = await judgeLoad(loadThroughput, {
    phases: [fixed(), peak({ throughput: 90_000, failures: { unsolicited: 40 } })],
  });
  expect(verdict.status).toBe('fail');
  expect(verdict.findings.map(({ message }) => message)).toEqual([
    'The API sent answers before their requests, on 40 connections.',
  ]);
});

test('is blocked when the API had died before, and inconclusive on a noisy host', async () => {
  expect(await judgeLoad(loadThroughput, { phases: [fixed()], aliveAfter: false })).toMatchObject({
    status: 'blocked',
    reason: 'the API had stopped answering before the peak phase of the load',
  });
  expect(await judgeLoad(loadThroughput, { ...reaching(1), invalid: late })).toMatchObject({ status: 'inconclusive' });
});

test('does not apply without a load plan', () => {
  expect(loadThroughput.notApplicable?.({ ...challenge, load: undefined })).toBe('the challenge has no load part');
});
