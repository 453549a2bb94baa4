import { Command } from 'commander';
import { catalogue } from '../../graders/index.ts';
import { loadChallenge } from '../challenge/load.ts';
import { practise } from '../grading/practice.ts';
import { failureLines } from '../report/failures.ts';
import { exitCodeOf } from './exit.ts';
import { onInterrupt } from './interrupt.ts';
import { freshSeed, options } from './options.ts';
import { printSummary } from './output.ts';
import { terminalProgress } from './progress.ts';
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
  const progress = terminalProgress(process.stderr, { quiet: given.quiet });
  const interrupt = onInterrupt((text) => progress.note(text));
  try {
    const { directory, seed = freshSeed() } = given;
    const report = await practise({
      ...{ baseUrl, challenge, directory, seed, version, progress },
      checks: catalogue,
      signal: interrupt.signal,
    });
    progress.end();
    if (!given.json) process.stdout.write(failureLines(report, baseUrl));
    printSummary(report, { json: given.json, audience: 'candidate' });
    process.exitCode = exitCodeOf(report, given.minScore);
  } catch (thrown) {
    const code = interrupt.exitCode();
    if (code === undefined) throw thrown;
    process.exitCode = code;
  } finally {
    progress.end();
    interrupt.dispose();
  }
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
