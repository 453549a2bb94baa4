import { defineCheck, type Finding, partial } from '../../src/index.ts';
import { isRoot } from './users.ts';

const maxShown = 80;

const named = (user: string): Finding => ({
  message: 'The image names no user, or root, so that its process runs as root.',
  expected: 'USER with an unprivileged user in the last stage of the Dockerfile',
  received: user === '' ? 'no USER' : `USER ${user.slice(0, maxShown)}`,
  remedy: 'Add USER with a user id other than 0 before CMD; give it only the directories it has to write to.',
});

const asRoot = (user: string, runsAs: string): Finding => ({
  message: isRoot(user)
    ? 'The container only ran as root; as another user it did not start.'
    : `The user \`${user.slice(0, maxShown)}\` of the image has the id of root.`,
  expected: 'a process that works under any user id',
  received: `user id ${runsAs}`,
  remedy: 'Make what the process reads readable for everybody, write to /tmp only, and change no owners at the start.',
});

export const unprivilegedUser = defineCheck({
  id: 'unprivileged-user',
  title: 'Runs as an unprivileged user',
  failureTitle: 'Runs as root',
  plain: 'Runs with more rights than it needs, so that a break-in would do more harm.',
  family: 'image',
  axis: 'infrastructure',
  points: 3,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'CWE-250', url: 'https://cwe.mitre.org/data/definitions/250.html' },
  codes: ['CWE-250'],
  signals: ['security', 'operations'],
  question: 'What can an intruder do in your container as root that they could not do as another user?',
  visibility: 'public',
  needs: ['image', 'target'],
  async run({ facts: { image, target } }) {
    const findings = [
      ...(isRoot(image.user) ? [named(image.user)] : []),
      ...(isRoot(target.runsAs) ? [asRoot(image.user, target.runsAs)] : []),
    ];
    return partial(1 - findings.length / 2, findings);
  },
});
