import { Command, CommanderError } from 'commander';
import { AssayError } from '../core/errors.ts';
import { checksCommand } from './checks.ts';
import { demoCommand } from './demo.ts';
import { doctorCommand } from './doctor.ts';
import { describeFailure, exitCodeOfError, exitCodes } from './exit.ts';
import { renderCommand } from './render.ts';
import { runCommand } from './run.ts';
import { setupCommand } from './setup.ts';
import { sweepCommand } from './sweep.ts';
import { testCommand } from './test.ts';
import { version } from './version.ts';

/** The whole command line. Commands set `process.exitCode` where they end in something else than success. */
const program = (): Command => {
  const grade = new Command('grade')
    .description(
      'Grades a take-home backend assignment: builds it in a container, proves its API, explains every point.',
    )
    .version(version)
    .addCommand(runCommand(), { isDefault: true });
  const others = [testCommand, setupCommand, doctorCommand, checksCommand, renderCommand, sweepCommand, demoCommand];
  for (const command of others) grade.addCommand(command());
  // Not inherited by commands that are added: without it they would end the process by themselves.
  for (const command of [grade, ...grade.commands]) command.exitOverride().showSuggestionAfterError();
  return grade;
};

const exitCodeOfThrown = (thrown: unknown): number => {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exitCodes.graded : exitCodes.couldNotGrade;
  process.stderr.write(describeFailure(thrown));
  return thrown instanceof AssayError ? exitCodeOfError(thrown) : exitCodes.couldNotGrade;
};

/**
 * Runs the command line.
 * @param argv as `process.argv`
 * @returns the exit code; never throws
 */
export const runCli = async (argv: readonly string[]): Promise<number> => {
  process.stdout.on('error', endOnClosedPipe);
  try {
    await program().parseAsync([...argv]);
    return Number(process.exitCode ?? exitCodes.graded);
  } catch (thrown) {
    return exitCodeOfThrown(thrown);
  }
};

/** `grade ... | head` closes our output early: that is no failure. */
const endOnClosedPipe = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'EPIPE') throw error;
};
