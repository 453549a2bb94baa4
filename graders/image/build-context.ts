import { defineCheck, fail } from '../../src/index.ts';
import { finalStage } from './build-stages.ts';

const maxShown = 80;

export const buildContext = defineCheck({
  id: 'build-context',
  title: 'Copies into the image what the service needs',
  failureTitle: 'Copies the whole repository into the image',
  plain: 'Ships its whole workshop with the product.',
  family: 'image',
  axis: 'infrastructure',
  points: 1,
  severity: 'low',
  basis: 'brief',
  reference: {
    label: 'Docker build context, .dockerignore',
    url: 'https://docs.docker.com/build/concepts/context/#dockerignore-files',
  },
  codes: ['CWE-538'],
  signals: ['operations', 'security'],
  question: 'What is in your image that the running service never reads, and how would you find out?',
  visibility: 'public',
  needs: ['image'],
  async run({ facts: { image } }) {
    if (image.hasDockerignore) return undefined;
    const [first] = finalStage(image.instructions)?.copies ?? [];
    if (first === undefined) return undefined;
    const { keyword, rest, line } = first.instruction;
    return fail([
      {
        message: `The image holds a copy of everything in the repository, and there is no .dockerignore.`,
        expected: 'named files and directories, or a .dockerignore that leaves out .git and dependencies',
        received: `${keyword} ${rest}`.slice(0, maxShown),
        at: `Dockerfile:${line}`,
        remedy: 'Add a .dockerignore with .git, node_modules and the like, or copy only what the service needs.',
      },
    ]);
  },
});
