import { defineCheck, type Finding, fail, type ImageFact } from '../../src/index.ts';
import { finalStage } from './build-stages.ts';

type Instruction = ImageFact['instructions'][number];

/** How a package manager installs everything, and how it is told to leave out development dependencies. */
const installers: readonly { installs: RegExp; leavesOut: RegExp }[] = [
  {
    installs: /\bnpm (ci|i|install)\b(?!.* (-g|--global))/,
    leavesOut: /--omit[= ]dev|--production|--only[= ]prod|\bprune\b/,
  },
  { installs: /\byarn( install)?( --\S+)*\s*($|[;&])/, leavesOut: /--production|\bfocus\b/ },
  { installs: /\bpnpm (i|install)\b/, leavesOut: /--prod|\s-P\b|\bprune\b/ },
  { installs: /\bpoetry (\S+ )*install\b/, leavesOut: /--only|--without|--no-dev/ },
  { installs: /\buv sync\b/, leavesOut: /--no-dev|--no-default-groups/ },
  { installs: /\bcomposer install\b/, leavesOut: /--no-dev/ },
  { installs: /\bpip3? install .*-r \S*(dev|test)\S*\.txt/, leavesOut: /$^/ },
];

/** Package managers of Node.js leave them out by themselves where it is set. */
const isProduction = ({ environment }: ImageFact): boolean => environment.includes('NODE_ENV=production');

const maxShown = 80;

/** Enough for any honest instruction, little enough for the patterns above. */
const maxRead = 4000;

const findingOf = ({ line, rest }: Instruction): Finding => ({
  message: 'The last stage installs dependencies without leaving out those of development.',
  expected: 'an install without development dependencies, or a copy from an earlier stage',
  received: `RUN ${rest}`.slice(0, maxShown),
  at: `Dockerfile:${line}`,
  remedy: 'Install with npm ci --omit=dev or the like, or install and build in an earlier stage and copy the result.',
});

export const developmentDependencies = defineCheck({
  id: 'development-dependencies',
  title: 'Installs what the service needs at run time',
  failureTitle: 'Installs development dependencies into the image',
  plain: 'Ships tools that only developers need.',
  family: 'image',
  axis: 'infrastructure',
  points: 0,
  severity: 'low',
  // Advisory: whether a project has development dependencies at all is not in its Dockerfile.
  basis: 'advisory',
  reference: {
    label: 'Docker, multi-stage builds',
    url: 'https://docs.docker.com/build/building/multi-stage/',
  },
  signals: ['operations', 'security'],
  question: 'Which packages are in your image that the running service never loads?',
  visibility: 'public',
  needs: ['image'],
  async run({ facts: { image } }) {
    if (isProduction(image)) return undefined;
    const all = finalStage(image.instructions)?.runs ?? [];
    const runs = all.map((run) => ({ ...run, rest: run.rest.slice(0, maxRead) }));
    const [first] = installers.flatMap(({ installs, leavesOut }) =>
      runs.some(({ rest }) => leavesOut.test(rest)) ? [] : runs.filter(({ rest }) => installs.test(rest)),
    );
    return first === undefined ? undefined : fail([findingOf(first)]);
  },
});
