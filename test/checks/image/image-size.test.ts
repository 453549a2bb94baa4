import { expect, test } from 'vitest';
import { imageSize } from '../../../graders/image/image-size.ts';
import { imageFact, judgeFacts } from './facts.ts';

const judge = (sizeBytes: number) => judgeFacts(imageSize, { image: imageFact({ sizeBytes }) });

test.each([0, 20_000_000, 276_000_000, 400_000_000])('passes with %i bytes', async (sizeBytes) => {
  expect(await judge(sizeBytes)).toMatchObject({ status: 'pass', findings: [] });
});

test('falls smoothly from 400 to 1200 MB', async () => {
  expect((await judge(401_000_000)).score).toBeGreaterThan(0.99);
  expect((await judge(692_820_323)).score).toBeCloseTo(0.5, 6);
  expect(await judge(1_200_000_000)).toMatchObject({ status: 'fail', score: 0 });
  expect(await judge(4_000_000_000)).toMatchObject({ status: 'fail', score: 0 });
});

test('says what it is built upon', async () => {
  expect((await judge(1_100_000_000)).findings).toEqual([
    {
      message: 'The image has 1100 MB.',
      expected: 'at most 400 MB',
      received: '1100 MB in all layers; built upon node:24-bookworm-slim',
      remedy:
        'Start the last stage from a slim image and copy into it only what runs: no compilers, no development dependencies, no caches.',
    },
  ]);
  const scratch = imageFact({ sizeBytes: 5e8, baseImages: [] });
  const [finding] = (await judgeFacts(imageSize, { image: scratch })).findings;
  expect(finding?.received).toBe('500 MB in all layers; built upon no other image');
});
