import { expect, test } from 'vitest';
import { loadSurvival } from '../../../graders/load/load-survival.ts';
import { challenge, fixed, judgeLoad, late, peak } from './facts.ts';

const dyingIn = (second: number) =>
  [0, 1, 2, 3].map((index) => {
    const ok = index < second ? 100 : 0;
    return { second: index, sent: 100, ok, failed: 100 - ok, p50: 4, p99: 50 };
  });

test('passes when the API answers afterwards, on a noisy host as well', async () => {
  expect(await judgeLoad(loadSurvival)).toMatchObject({ status: 'pass' });
  expect(await judgeLoad(loadSurvival, { invalid: late })).toMatchObject({ status: 'pass' });
});

test('fails when it does not, and says when it was last seen', async () => {
  const verdict = await judgeLoad(loadSurvival, { aliveAfter: false, phases: [fixed({ seconds: dyingIn(2) })] });
  expect(verdict.status).toBe('fail');
  expect(verdict.findings).toEqual([
    {
      message:
        'The API answered no request correctly within 10 s after the load; the last correct answer came in second 2 of the fixed phase.',
      expected: 'a correct answer within 10 s after the load',
      received: 'none',
      remedy: 'Limit what one process takes on (connections, pool, queue), and let no single failed request end it.',
    },
  ]);
  const never = await judgeLoad(loadSurvival, {
    aliveAfter: false,
    phases: [fixed(), peak()].map((phase) => ({ ...phase, seconds: dyingIn(0) })),
  });
  expect(never.findings[0]?.message).toContain('not one answer was correct');
});

test('is inconclusive when the load was not sent in full through our fault', async () => {
  const invalid = ['the load generator died (exit code 137)'];
  expect(await judgeLoad(loadSurvival, { invalid, phases: [fixed()] })).toMatchObject({
    status: 'inconclusive',
    reason: invalid[0],
  });
});

test('does not apply without a load plan', () => {
  expect(loadSurvival.notApplicable?.({ ...challenge, load: undefined })).toBe('the challenge has no load part');
});
