import { expect, test } from 'vitest';
import { startTime } from '../../../graders/image/start-time.ts';
import { judgeFacts, targetFact } from './facts.ts';

test.each([0, 900, 10_000])('passes with %i ms', async (readyMs) => {
  expect(await judgeFacts(startTime, { target: targetFact({ readyMs }) })).toMatchObject({ status: 'pass' });
});

test('remarks on a slow start, for no points', async () => {
  const verdict = await judgeFacts(startTime, { target: targetFact({ readyMs: 31_240 }) });
  expect(verdict.status).toBe('fail');
  expect(verdict.findings).toEqual([
    {
      message: 'The API gave its first answer 31.2 s after the start of its container.',
      expected: '10 s or less',
      received: '31.2 s; started by docker-entrypoint.sh node src/main.ts',
      at: 'Dockerfile:13',
      remedy: 'Compile and install while the image is built, and wait for the database no longer than it takes.',
    },
  ]);
  expect(startTime).toMatchObject({ basis: 'advisory', points: 0 });
});
