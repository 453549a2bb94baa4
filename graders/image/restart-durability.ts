import { defineCheck, type Finding, fail } from '../../src/index.ts';
import { hasSimpleResource, requireTried } from './restart-subject.ts';

const maxShown = 300;

const expected = 'a start within the usual time, and everything that was written before';

const notStarted = (failure: string): Finding => ({
  message: 'The API did not start a second time on the same database.',
  expected,
  received: failure.slice(0, maxShown),
  remedy: 'Make the migrations and the seeding of the start repeatable: they find tables and data already there.',
});

const lost: Finding = {
  message: 'What had been written before a stop could not be read after the next start on the same database.',
  expected,
  received: 'a read of it that was not answered with success',
  remedy: 'Keep all state in the database, commit before answering, and do not empty or recreate tables at the start.',
};

export const restartDurability = defineCheck({
  id: 'restart-durability',
  title: 'Keeps its data over a restart',
  failureTitle: 'Loses its data, or does not come up, on a restart',
  plain: 'Forgets its data, or does not come back, when it is restarted.',
  family: 'image',
  axis: 'infrastructure',
  points: 4,
  severity: 'high',
  basis: 'brief',
  reference: { label: 'The Twelve-Factor App, VI', url: 'https://12factor.net/processes' },
  signals: ['data', 'operations', 'reliability'],
  question: 'Which state of your service lives only in memory, and what happens to it on a restart?',
  visibility: 'hidden',
  needs: ['lifecycle'],
  notApplicable: hasSimpleResource,
  async run({ facts: { lifecycle } }) {
    if (requireTried(lifecycle.survivedRestart, lifecycle)) return undefined;
    const { restartFailure } = lifecycle;
    return fail([restartFailure === undefined ? lost : notStarted(restartFailure)]);
  },
});
