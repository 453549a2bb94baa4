import { defineCheck, type Finding, partial } from '../../src/index.ts';

const maxShown = 120;

/** A digest, or a tag that is not the moving `latest`. */
const isPinned = (reference: string): boolean => {
  const name = reference.split('/').at(-1) ?? '';
  return name.includes('@') || (name.includes(':') && !name.endsWith(':latest'));
};

const findingOf = (reference: string): Finding => ({
  message: `The base image \`${reference.slice(0, maxShown)}\` names no version.`,
  expected: 'a tag with a version, or a digest',
  received: reference.slice(0, maxShown),
  remedy: 'Name the version that you tested, such as node:24-bookworm-slim, and let a bot propose updates.',
});

export const baseImagePinned = defineCheck({
  id: 'base-image-pinned',
  title: 'Names the versions of its base images',
  failureTitle: 'Builds on whatever version of a base image is the latest',
  plain: 'Builds on parts that may change under it from one day to the next.',
  family: 'image',
  axis: 'infrastructure',
  points: 0,
  severity: 'low',
  basis: 'advisory',
  reference: {
    label: 'Docker, best practices for building: pin base image versions',
    url: 'https://docs.docker.com/build/building/best-practices/#pin-base-image-versions',
  },
  signals: ['operations'],
  question: 'How do you get the same image from the same commit in a year, and still get security updates?',
  visibility: 'public',
  needs: ['image'],
  async run({ facts: { image } }) {
    const { baseImages } = image;
    const loose = baseImages.filter((reference) => !isPinned(reference));
    return partial(baseImages.length === 0 ? 1 : 1 - loose.length / baseImages.length, loose.map(findingOf));
  },
});
