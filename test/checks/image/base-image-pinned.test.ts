import { expect, test } from 'vitest';
import { baseImagePinned } from '../../../graders/image/base-image-pinned.ts';
import { imageFact, judgeFacts, messages } from './facts.ts';

const judge = (...baseImages: string[]) => judgeFacts(baseImagePinned, { image: imageFact({ baseImages }) });

test('passes with tags and digests', async () => {
  const digest = `node@sha256:${'a'.repeat(64)}`;
  expect(await judge('node:24', digest, 'registry.example:5000/team/go:1.26', 'node:latest@sha256:0')).toMatchObject({
    status: 'pass',
  });
  expect(await judge()).toMatchObject({ status: 'pass' });
});

test('remarks on images without a version, for no points', async () => {
  const verdict = await judge('node:24', 'python', 'golang:latest', 'registry.example:5000/team/go');
  expect(verdict).toMatchObject({ status: 'partial', score: 0.25 });
  expect(messages(verdict)).toEqual([
    'The base image `python` names no version.',
    'The base image `golang:latest` names no version.',
    'The base image `registry.example:5000/team/go` names no version.',
  ]);
  expect(verdict.findings[0]).toMatchObject({ expected: 'a tag with a version, or a digest', received: 'python' });
  expect(baseImagePinned).toMatchObject({ basis: 'advisory', points: 0 });
});
