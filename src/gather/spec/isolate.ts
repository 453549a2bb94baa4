import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SpecFact } from '../../core/artifact.ts';
import { AssayError, type FaultKind, infraError } from '../../core/errors.ts';
import type { Task } from './analyse.ts';
import { tooHeavy } from './budget.ts';
import { limits } from './limits.ts';

/** What the process says before it ends; an object without `spec` and `error`: there is no document. */
export type Outcome = {
  spec?: SpecFact;
  error?: { fault: FaultKind; code: string; message: string; hint: string };
};

const here = fileURLToPath(import.meta.url);
const program = join(dirname(here), `child${extname(here)}`);

const ancestors = (path: string): string[] =>
  dirname(path) === path ? [] : [dirname(path), ...ancestors(dirname(path))];

const packageDirectory =
  ancestors(here).find((directory) => existsSync(join(directory, 'package.json'))) ?? dirname(here);

/** The program and its libraries: all that the process may read beside the submission. */
const programDirectories = [
  packageDirectory,
  ...ancestors(packageDirectory)
    .map((directory) => join(directory, 'node_modules'))
    .filter(existsSync),
];

const start = (task: Task): ChildProcess => {
  const readable = [...programDirectories, ...(task.origin === 'repository' ? [task.directory] : [])];
  return fork(program, {
    execArgv: [
      `--max-old-space-size=${limits.maxHeapMegabytes}`,
      '--disable-proto=delete',
      '--permission',
      ...readable.map((directory) => `--allow-fs-read=${join(directory, '*')}`),
    ],
    cwd: packageDirectory,
    env: {},
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
};

const locationOf = (task: Task): string | undefined => (task.origin === 'served' ? task.path : undefined);

/** Why it ended without a word. */
const deathOf = (task: Task, late: boolean, deadlineMs: number, code: number | null, errors: string): AssayError => {
  if (late) return tooHeavy(locationOf(task), `it took longer than ${deadlineMs / 1000} s`);
  if (code === null || code === 134 || /heap out of memory|Maximum call stack/.test(errors))
    return tooHeavy(locationOf(task), `it needed more than ${limits.maxHeapMegabytes} MB of memory`);
  return infraError(
    'spec-worker-failed',
    `the process that reads OpenAPI documents ended with code ${code}.`,
    'This is a fault of the harness: report it with the document.',
    errors,
  );
};

/**
 * Analyses a document in a disposable process: without network, writing or reading outside the submission, with a heap
 * of `limits.maxHeapMegabytes`, killed after `deadlineMs` or when `signal` aborts. Undefined when there is no document.
 * @throws AssayError what is wrong with the document; `spec-too-heavy` when the process had to be killed or ran out of
 *   memory; the reason of `signal` when aborted
 */
export const analyseIsolated = async (
  task: Task,
  signal: AbortSignal,
  deadlineMs: number,
): Promise<SpecFact | undefined> => {
  signal.throwIfAborted();
  const child = start(task);
  const kill = () => child.kill('SIGKILL');
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    kill();
  }, deadlineMs);
  signal.addEventListener('abort', kill, { once: true });
  try {
    let outcome: Outcome | undefined;
    let errors = '';
    child.on('message', (message: Outcome) => {
      outcome = message;
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      errors = `${errors}${chunk}`.slice(-8_000);
    });
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
      child.send(task, () => {});
    });
    signal.throwIfAborted();
    if (outcome === undefined) throw deathOf(task, late, deadlineMs, code, errors);
    if (outcome.error === undefined) return outcome.spec;
    const { fault, code: word, message, hint } = outcome.error;
    throw new AssayError(fault, word, message, hint);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', kill);
    kill();
  }
};
