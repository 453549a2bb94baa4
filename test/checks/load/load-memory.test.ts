import { expect, test } from 'vitest';
import { loadMemory } from '../../../graders/load/load-memory.ts';
import { challenge, judgeLoad } from './facts.ts';

test('passes with memory to spare', async () => {
  expect(await judgeLoad(loadMemory, { peakMemoryBytes: 460 * 2 ** 20 })).toMatchObject({ status: 'pass' });
});

test('remarks on the last tenth, for no points', async () => {
  const verdict = await judgeLoad(loadMemory, { peakMemoryBytes: 500 * 2 ** 20 });
  expect(verdict.status).toBe('fail');
  expect(verdict.findings).toEqual([
    {
      message: 'Under load the container held 500 MiB of memory.',
      expected: 'less than 461 MiB of 512',
      received: '500 MiB',
      remedy: 'Bound caches, queues and pools, and stream large results instead of gathering them.',
    },
  ]);
  expect(loadMemory).toMatchObject({ points: 0, basis: 'advisory' });
});

test('is inconclusive when the engine tells nothing', async () => {
  expect(await judgeLoad(loadMemory, { peakMemoryBytes: undefined })).toMatchObject({ status: 'inconclusive' });
});

test('does not apply without a load plan', () => {
  expect(loadMemory.notApplicable?.({ ...challenge, load: undefined })).toBe('the challenge has no load part');
});
