import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
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
  const readable = [...programDirectories, ...(task.origin === 'repository' ? [realpathSync(task.directory)] : [])];
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

const workerFailed = (message: string, cause: unknown): AssayError =>
  infraError('spec-worker-failed', message, 'This is a fault of the harness: report it with the document.', cause);

type Ending = { outcome?: Outcome; code: number | null; errors: string };

/** Waits for the outcome, or for the end of the process without one. */
const endingOf = (child: ChildProcess, task: Task): Promise<Ending> => {
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    errors = `${errors}${chunk}`.slice(-8_000);
  });
  return new Promise((resolve, reject) => {
    child.once('error', (cause) =>
      reject(workerFailed('a process for the OpenAPI document could not be started.', cause)),
    );
    child.once('message', (outcome: Outcome) => resolve({ outcome, code: null, errors }));
    child.once('close', (code) => resolve({ code, errors }));
    // a process that dies before it listens is told by `close`
    child.send(task, () => {});
  });
};

/** Why it ended without an outcome; `late` when it was killed at the deadline. */
const deathOf = (task: Task, { code, errors }: Ending, late: boolean, deadlineMs: number): AssayError => {
  const location = task.origin === 'served' ? task.path : undefined;
  if (late) return tooHeavy(location, `it took longer than ${deadlineMs / 1000} s`);
  // 134: aborted by V8 when the heap is full; without a code: killed, as by the kernel for want of memory
  if (code === null || code === 134)
    return tooHeavy(location, `it needed more than ${limits.maxHeapMegabytes} MB of memory`);
  return workerFailed(`the process that reads OpenAPI documents ended with code ${code}.`, errors);
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
  let late = false;
  const kill = () => child.kill('SIGKILL');
  const timer = setTimeout(() => {
    late = true;
    kill();
  }, deadlineMs);
  signal.addEventListener('abort', kill, { once: true });
  try {
    const ending = await endingOf(child, task);
    signal.throwIfAborted();
    if (ending.outcome === undefined) throw deathOf(task, ending, late, deadlineMs);
    const { spec, error } = ending.outcome;
    if (error !== undefined) throw new AssayError(error.fault, error.code, error.message, error.hint);
    return spec;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', kill);
    kill();
  }
};
