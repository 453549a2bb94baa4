import { defineCheck, fail } from '../../src/index.ts';
import { startLine, startPlace } from './start-command.ts';

/** What a rolling update and a restart after a crash should not wait much longer for. */
const quickMs = 10_000;

export const startTime = defineCheck({
  id: 'start-time',
  title: 'Starts quickly',
  failureTitle: 'Takes long to start',
  plain: 'Takes long to come back after a restart.',
  family: 'image',
  axis: 'infrastructure',
  points: 0,
  severity: 'low',
  basis: 'advisory',
  reference: { label: 'The Twelve-Factor App, IX', url: 'https://12factor.net/disposability' },
  signals: ['operations', 'performance'],
  question: 'What does your service do between its start and its first answer?',
  visibility: 'public',
  needs: ['image', 'target'],
  async run({ facts: { image, target } }) {
    if (!(target.readyMs > quickMs)) return undefined;
    return fail([
      {
        message: `The API gave its first answer ${(target.readyMs / 1000).toFixed(1)} s after the start of its container.`,
        expected: `${quickMs / 1000} s or less`,
        received: `${(target.readyMs / 1000).toFixed(1)} s; started by ${startLine(image)}`,
        at: startPlace(image),
        remedy: 'Compile and install while the image is built, and wait for the database no longer than it takes.',
      },
    ]);
  },
});
