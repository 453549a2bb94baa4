import { defineCheck, partial } from '../../src/index.ts';

const megabyte = 1_000_000;
const maxBytes = 400 * megabyte;

/** From three times the allowed size on there are no points; in between in proportion to the logarithm. */
const multiple = 3;

export const imageSize = defineCheck({
  id: 'image-size',
  title: 'Builds an image of the size asked for',
  failureTitle: 'Builds an image larger than asked for',
  plain: 'Ships a package that is larger than it needs to be.',
  family: 'image',
  axis: 'infrastructure',
  points: 1,
  severity: 'low',
  basis: 'brief',
  reference: { label: 'brief' },
  signals: ['operations'],
  question: 'Which layers of your image are the largest, and which of them does the service need?',
  visibility: 'public',
  needs: ['image'],
  async run({ facts: { image } }) {
    const excess = Math.log(image.sizeBytes / maxBytes) / Math.log(multiple);
    if (!(excess > 0)) return undefined;
    return partial(Math.max(0, 1 - excess), [
      {
        message: `The image has ${Math.round(image.sizeBytes / megabyte)} MB.`,
        expected: `at most ${maxBytes / megabyte} MB`,
        received: `${Math.round(image.sizeBytes / megabyte)} MB in all layers; built upon ${image.baseImages.slice(0, 3).join(', ').slice(0, 200) || 'no other image'}`,
        remedy:
          'Start the last stage from a slim image and copy into it only what runs: no compilers, no development dependencies, no caches.',
      },
    ]);
  },
});
