import { expect, test } from 'vitest';
import { readOnlyRoot } from '../../../graders/image/read-only-root.ts';
import { judgeFacts, targetFact } from './facts.ts';

test('passes when it started so', async () => {
  expect(await judgeFacts(readOnlyRoot)).toMatchObject({ status: 'pass' });
});

test('fails when it needed a writable one', async () => {
  const verdict = await judgeFacts(readOnlyRoot, { target: targetFact({ readOnlyRoot: false }) });
  expect(verdict.status).toBe('fail');
  expect(verdict.findings).toEqual([
    {
      message: 'The container did not start with a read-only root file system, only with a writable one.',
      expected: 'a start with a read-only root file system, where only /tmp is writable',
      received: 'a start with a writable one; working directory /app',
      remedy: 'Build and compile while building the image, and keep caches, sockets and pid files in /tmp.',
    },
  ]);
});

test('is not asked of a server without an image, which nobody started so', () => {
  expect(readOnlyRoot.needs).toContain('image');
});
