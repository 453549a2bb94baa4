import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Report, Result } from '../../src/core/report.ts';
import { connectEngine } from '../../src/gather/engine/connect.ts';
import { isAbandoned, listOwned } from '../../src/gather/engine/labels.ts';

/** What one run of the command line did. */
export type CliRun = {
  exitCode: number | undefined;
  stdout: string;
  stderr: string;
  report: Report | undefined;
  directory: string;
};

const readReport = async (directory: string): Promise<Report | undefined> => {
  try {
    return JSON.parse(await readFile(join(directory, 'report.json'), 'utf8'));
  } catch {
    return undefined;
  }
};

/** Starts `grade` as a user would, reports into a directory of the test; `stop` ends it by a signal. */
export const startGrade = async (...args: string[]) => {
  const directory = await mkdtemp(join(tmpdir(), 'assay-reports-'));
  const child = execa('node', ['src/cli/grade.js', ...args, '--out', directory], {
    reject: false,
    preferLocal: true,
    stdin: 'ignore',
  });
  const finish = async (): Promise<CliRun> => {
    const { exitCode, stdout, stderr } = await child;
    return { exitCode, stdout, stderr, directory, report: await readReport(directory) };
  };
  return { child, finish, dispose: () => rm(directory, { recursive: true, force: true }) };
};

/** Runs `grade` to its end. */
export const runGrade = async (...args: string[]): Promise<CliRun> => {
  const run = await startGrade(...args);
  try {
    return await run.finish();
  } finally {
    await run.dispose();
  }
};

/** What runs that have ended left in the engine: nothing, ever. Those of graders still at work are not counted. */
export const leftovers = async (): Promise<string[]> => {
  const owned = await listOwned(await connectEngine());
  return owned.filter(({ labels }) => isAbandoned(labels, new Date())).map(({ kind, id }) => `${kind} ${id}`);
};

/** Results that cost points or could not be judged, but for the load part, which a busy machine may leave unjudged. */
export const lossesOf = (report: Report | undefined): string[] =>
  (report?.results ?? [])
    .filter((result) => result.family !== 'load' && result.possible > 0 && result.earned < result.possible)
    .map(({ id }) => id);

/** One result by its check. */
export const resultOf = (report: Report | undefined, id: string): Result | undefined =>
  report?.results.find((result) => result.id === id);
