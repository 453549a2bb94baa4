import { Command } from 'commander';
import { catalogue } from '../../graders/index.ts';
import { loadChallenge } from '../challenge/load.ts';
import { practise } from '../grading/practice.ts';
import { failureLines } from '../report/failures.ts';
import { exitCodeOf } from './exit.ts';
import { interruptible } from './interruptible.ts';
import { freshSeed, options } from './options.ts';
import { printSummary } from './output.ts';
import { version } from './version.ts';

type TestOptions = {
  challenge: string;
  level?: string;
  directory: string;
  seed?: number;
  minScore?: number;
  json?: boolean;
  quiet?: boolean;
};

const runTest = async (baseUrl: string, given: TestOptions): Promise<void> => {
  const challenge = await loadChallenge(given.challenge, given);
  const { directory, seed = freshSeed() } = given;
  await interruptible(given, async ({ progress, signal, endProgress }) => {
    const request = { baseUrl, challenge, directory, seed, version, progress, signal };
    const report = await practise({ ...request, checks: catalogue });
    endProgress();
    if (!given.json) process.stdout.write(failureLines(report, baseUrl));
    printSummary(report, { json: given.json, audience: 'candidate' });
    process.exitCode = exitCodeOf(report, given.minScore);
  });
};

/** `grade test <base-url>`: the public checks, for candidates, against their own running server. */
export const testCommand = (): Command =>
  new Command('test')
    .description('run the public checks against your own running server (no engine needed)')
    .argument('<base-url>', 'such as http://localhost:8080')
    .addOption(options.challenge())
    .addOption(options.level())
    .option('-d, --directory <path>', 'where your OpenAPI document lies', '.')
    .addOption(options.minimum())
    .addOption(options.seed())
    .addOption(options.json())
    .addOption(options.quiet())
    .action(runTest);
