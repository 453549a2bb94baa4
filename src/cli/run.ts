import { Command } from 'commander';
import { catalogue } from '../../graders/index.ts';
import { loadChallenge } from '../challenge/load.ts';
import { grade } from '../grade.ts';
import { exitCodeOf } from './exit.ts';
import { interruptible } from './interruptible.ts';
import { freshSeed, options } from './options.ts';
import { type OutputOptions, reportOut } from './output.ts';
import { version } from './version.ts';

export type RunOptions = OutputOptions & {
  challenge: string;
  level?: string;
  profile?: string;
  ref?: string;
  seed?: number;
  minScore?: number;
  load: boolean;
  runtime?: string;
};

/** Grades one submission, writes its reports, prints the summary, and sets the exit code. */
export const runGrade = async (origin: string, given: RunOptions): Promise<void> => {
  const challenge = await loadChallenge(given.challenge, given);
  const { ref, runtime, load: withLoad, seed = freshSeed() } = given;
  await interruptible(given, async ({ progress, signal, endProgress }) => {
    const request = { origin, ref, challenge, seed, withLoad, runtime, version, progress, signal };
    const report = await grade({ ...request, checks: catalogue });
    endProgress();
    await reportOut(report, given);
    process.exitCode = exitCodeOf(report, given.minScore);
  });
};

/** `grade <repo-url>`: the main job. */
export const runCommand = (): Command =>
  new Command('run')
    .description('grade a submission (the default: `grade <repo-url>`)')
    .argument('<submission>', 'git URL, directory, .zip or .tar.gz')
    .addOption(options.challenge())
    .addOption(options.level())
    .addOption(options.profile())
    .option('--ref <ref>', 'branch, tag or commit of the repository')
    .option('-o, --out <directory>', 'where the reports go (default: assay-reports/<submission>-<commit>)')
    .addOption(options.formats())
    .addOption(options.audience())
    .addOption(options.minimum())
    .addOption(options.seed())
    .option('--no-load', 'leave the load part out')
    .option('--runtime <name>', 'OCI runtime of the engine for the candidate, such as runsc')
    .addOption(options.json())
    .addOption(options.quiet())
    .action(runGrade);
