import { mkdir, readdir, realpath, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SourceFact } from '../../core/artifact.ts';
import { AssayError, candidateFault, infraError, usageError } from '../../core/errors.ts';
import type { Progress } from '../../core/progress.ts';
import type { AcquireContext } from './acquire-context.ts';
import { copyArchive } from './archive.ts';
import { defaultSourceLimits, type SourceLimits } from './limits.ts';
import { copyDirectory } from './local-files.ts';
import { acquireLocalGit } from './local-git.ts';
import { findRepository } from './local-repository.ts';
import { type Origin, parseOrigin } from './origin.ts';
import { acquireRemote } from './remote.ts';
import { createTreeWriter } from './tree-writer.ts';

export { defaultSourceLimits } from './limits.ts';

export type AcquireOptions = {
  /**
   * https or ssh address of a git repository (http and git:// on loopback only), a directory with or without git, a
   * bare repository or the file URL of one, or a .zip, .tar.gz or .tgz file.
   */
  origin: string;
  /** Branch, tag or full commit id. */
  ref?: string;
  /** Absolute path of a directory of ours; `source`, and for a while `git` and `home`, are made in it. */
  workDirectory: string;
  limits?: SourceLimits;
  /** Time for the whole of it, in milliseconds from now. */
  deadlineMs: number;
  signal: AbortSignal;
  progress: Progress;
};

type Acquired = { kind: SourceFact['kind']; commit?: string; dirty: boolean };

/**
 * Makes our own copy of a submission, pinned to one state, without running or following anything of it.
 * @throws AssayError usage for what does not exist or fit, candidate-fault for a repository that is empty, private or
 *   not there, refused for hostile input and over a limit, infra-error for a network or host that fails; and the
 *   signal's reason when it is aborted. Nothing is left in the working directory then.
 */
export const acquireSource = async (options: AcquireOptions): Promise<SourceFact> => {
  const limits = options.limits ?? defaultSourceLimits;
  const origin = parseOrigin(options.origin);
  const deadline = AbortSignal.timeout(options.deadlineMs);
  const signal = AbortSignal.any([options.signal, deadline]);
  const directory = join(options.workDirectory, 'source');
  await mkdir(directory, { recursive: true });
  const writer = createTreeWriter(directory, limits, signal);
  const context = { workDirectory: options.workDirectory, limits, writer, signal, progress: options.progress };
  try {
    const acquired = await acquire(origin, options.ref, context);
    const { files, bytes, digest, notes } = writer.finish();
    if (files === 0)
      throw candidateFault('repo-empty', `${origin.shown} holds no files`, 'push the work and try again');
    return {
      kind: acquired.kind,
      origin: origin.shown,
      ref: options.ref,
      commit: acquired.commit ?? `sha256:${digest}`,
      dirty: acquired.dirty,
      directory: acquired.kind === 'archive' ? await withoutTopFolder(directory) : directory,
      files,
      bytes,
      notes,
    };
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    if (options.signal.aborted) throw options.signal.reason;
    if (deadline.aborted) throw tooSlow(origin, options.deadlineMs);
    throw error instanceof AssayError ? error : failed(origin, error);
  } finally {
    for (const name of ['git', 'home']) {
      await rm(join(options.workDirectory, name), { recursive: true, force: true });
    }
  }
};

const acquire = async (origin: Origin, ref: string | undefined, context: AcquireContext): Promise<Acquired> => {
  if (origin.kind === 'remote') return { kind: 'git', commit: await acquireRemote(origin, ref, context), dirty: false };
  const { path, shown } = origin;
  const found = await stat(path).catch(() => undefined);
  if (!found)
    throw usageError('path-not-found', `${shown} does not exist`, 'give a git address, a directory or an archive');
  if (found.isDirectory()) return acquireDirectory(await realpath(path), shown, ref, context);
  if (!found.isFile() || !/\.(?:zip|tar\.gz|tgz)$/i.test(path)) {
    throw usageError(
      'not-a-repository',
      `${shown} is no directory and no archive`,
      'an archive ends in .zip, .tar.gz or .tgz',
    );
  }
  if (ref !== undefined) throw refWithoutGit(shown);
  await copyArchive(path, shown, context.limits, context.writer, context.signal);
  return { kind: 'archive', dirty: false };
};

const acquireDirectory = async (
  directory: string,
  shown: string,
  ref: string | undefined,
  context: AcquireContext,
): Promise<Acquired> => {
  const repository = await findRepository(directory);
  if (repository) {
    const { commit, dirty, tracked } = await acquireLocalGit(repository, directory, shown, ref, context);
    if (tracked) return { kind: commit === undefined ? 'directory' : 'git', commit, dirty };
  }
  if (ref !== undefined) throw refWithoutGit(shown);
  await copyDirectory(directory, context.writer);
  return { kind: 'directory', dirty: false };
};

/** Archives often hold one folder with everything in it. */
const withoutTopFolder = async (directory: string) => {
  const [only, ...others] = await readdir(directory, { withFileTypes: true });
  return only?.isDirectory() && others.length === 0 ? join(directory, only.name) : directory;
};

const refWithoutGit = (shown: string) =>
  usageError('ref-not-found', `${shown} is under no version control, so it has no branches`, 'leave out --ref');

const tooSlow = ({ shown }: Origin, deadlineMs: number) =>
  infraError(
    'acquire-timeout',
    `${shown} was not fetched within ${Math.round(deadlineMs / 1000)} s`,
    'try again, or allow more time for acquiring',
  );

const failed = ({ shown }: Origin, error: unknown) => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return infraError(
    'acquire-failed',
    `${shown} could not be copied into the working directory (${code})`,
    'check permissions and free disk space',
    error,
  );
};
