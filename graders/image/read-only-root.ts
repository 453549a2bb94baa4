import { defineCheck, fail } from '../../src/index.ts';

export const readOnlyRoot = defineCheck({
  id: 'read-only-root',
  title: 'Runs with a read-only root file system',
  failureTitle: 'Needs a writable root file system',
  plain: 'Changes its own installation while it runs.',
  family: 'image',
  axis: 'infrastructure',
  points: 2,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'brief' },
  signals: ['operations', 'security'],
  question: 'What does your process write to disk, where, and what is lost when the container is replaced?',
  visibility: 'public',
  // The image is needed so that a server without a container is not judged.
  needs: ['image', 'target'],
  async run({ facts: { image, target } }) {
    if (target.readOnlyRoot) return undefined;
    return fail([
      {
        message: 'The container did not start with a read-only root file system, only with a writable one.',
        expected: 'a start with a read-only root file system, where only /tmp is writable',
        received: `a start with a writable one; working directory ${image.workingDirectory.slice(0, 120) || '/'}`,
        remedy: 'Build and compile while building the image, and keep caches, sockets and pid files in /tmp.',
      },
    ]);
  },
});
