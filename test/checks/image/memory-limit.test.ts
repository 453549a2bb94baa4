import { expect, test } from 'vitest';
import { memoryLimit } from '../../../graders/image/memory-limit.ts';
import { judgeFacts, lifecycleFact } from './facts.ts';

test('passes when nothing was killed', async () => {
  expect(await judgeFacts(memoryLimit)).toMatchObject({ status: 'pass' });
});

test('fails when the kernel killed something', async () => {
  const verdict = await judgeFacts(memoryLimit, { lifecycle: lifecycleFact({ oomKilled: true }) });
  expect(verdict.status).toBe('fail');
  expect(verdict.findings).toEqual([
    {
      message: 'The kernel killed a process of the container because its memory was used up.',
      expected: 'a container that stays within the memory of the brief',
      received: 'killed for lack of memory during the functional checks',
      remedy: 'Limit the size of bodies, pages and pools, and tell the runtime how much memory it has.',
    },
  ]);
});
