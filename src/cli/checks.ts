import { Command } from 'commander';
import { catalogue } from '../../graders/index.ts';
import { loadChallenge } from '../challenge/load.ts';
import { planChecks } from '../judge/plan.ts';
import { options } from './options.ts';

const listChecks = async (given: {
  challenge: string;
  level?: string;
  profile?: string;
  json?: boolean;
}): Promise<void> => {
  const challenge = await loadChallenge(given.challenge, given);
  const rows = planChecks(challenge, catalogue).map(({ check, possible, requirements, notApplicable }) => ({
    ...{ id: check.id, family: check.family, title: check.title, points: Math.round(possible * 100) / 100 },
    ...{ basis: check.basis, severity: check.severity, requirements, visibility: check.visibility, notApplicable },
  }));
  if (given.json) {
    process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
    return;
  }
  for (const row of rows) {
    const points = row.notApplicable ? '   -' : row.points.toFixed(1).padStart(4);
    process.stdout.write(
      `${points}  ${row.family.padEnd(13)} ${row.id.padEnd(28)} ${row.requirements.join(',').padEnd(10)} ${row.title}\n`,
    );
  }
};

/** `grade checks`: what is checked at a level, and for how many points. */
export const checksCommand = (): Command =>
  new Command('checks')
    .description('list the checks of a challenge with their points')
    .addOption(options.challenge())
    .addOption(options.level())
    .addOption(options.profile())
    .addOption(options.json())
    .action(listChecks);
