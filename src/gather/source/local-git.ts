import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { candidateFault, usageError } from '../../core/errors.ts';
import type { AcquireContext } from './acquire-context.ts';
import { splitRecords } from './bytes.ts';
import { createGit, type Git } from './git.ts';
import { copyTree, initStore } from './git-tree.ts';
import { quoteName } from './limits.ts';
import { copyFile, createPathGuard, readSmallFile } from './local-files.ts';
import type { LocalRepository } from './local-repository.ts';
import { candidateRefs, isFullId } from './refs.ts';
import type { TreeWriter } from './tree-writer.ts';

export type LocalGitResult = {
  /** Absent where there is no commit at all. */
  commit?: string;
  dirty: boolean;
  /** False when the directory is no part of the repository around it: neither in its commit nor in its files. */
  tracked: boolean;
};

/**
 * Copies a commit of a local repository, or the files of its work tree when they differ from HEAD: tracked ones and
 * untracked ones that are not ignored. Objects are read through a store of ours that borrows the repository's, so that
 * its configuration, hooks, filters and monitors are never in effect.
 * @param directory absolute path without symbolic links, in or at the repository
 * @param ref branch, tag or full commit id; the work tree is not looked at then
 * @throws AssayError `ref-not-found`, `repo-empty`, and those of `copyTree` and `copyFile`
 */
export const acquireLocalGit = async (
  repository: LocalRepository,
  directory: string,
  shown: string,
  ref: string | undefined,
  context: AcquireContext,
): Promise<LocalGitResult> => {
  const git = await createGit(context.workDirectory, context.limits, context.signal);
  const commit = await resolveCommit(git, repository, ref, shown);
  await borrowObjects(git, repository, commit);

  const { top, gitDirectory } = repository;
  if (top === undefined || ref !== undefined) {
    if (commit === undefined) {
      throw candidateFault('repo-empty', `${shown} has no commit`, 'commit the work, or name its branch with --ref');
    }
    await copyTree(git, subtree(commit, top, directory), context.limits, context.writer);
    return { commit, dirty: false, tracked: true };
  }
  const place = { top, gitDirectory, directory };
  const changed = await changedPaths(git, place);
  if (changed.length > 0) {
    await copyWorkFiles(git, place, context.writer);
    context.writer.note('work-tree-dirty', dirtyMessage(changed), shown);
    return { commit, dirty: true, tracked: true };
  }
  if (commit === undefined || !(await isInCommit(git, subtree(commit, top, directory))))
    return { commit, dirty: false, tracked: false };
  await copyTree(git, subtree(commit, top, directory), context.limits, context.writer);
  return { commit, dirty: false, tracked: true };
};

/** A work tree, or the part of it that is graded. */
type WorkTree = { top: string; gitDirectory: string; directory: string };

const dirtyMessage = (changed: string[]) => {
  const named = changed.slice(0, maxChangesNamed).map(quoteName).join(', ');
  const more = changed.length > maxChangesNamed ? ' and others' : '';
  return `the files were graded as they lie there, not as committed: ${named}${more} differ`;
};

const subtree = (commit: string, top: string | undefined, directory: string) => {
  const prefix = top === undefined ? '' : relative(top, directory);
  return prefix === '' ? commit : `${commit}:${prefix}`;
};

const isInCommit = async (git: Git, treeish: string) =>
  (await git.run(['rev-parse', '--verify', '--quiet', '--end-of-options', treeish])).exitCode === 0;

/** `rev-parse` only reads; an explicit directory of git makes it neither search nor run anything. */
const resolveCommit = async (git: Git, repository: LocalRepository, ref: string | undefined, shown: string) => {
  const names = ref === undefined ? ['HEAD'] : isFullId(ref) ? [ref] : candidateRefs(ref);
  for (const name of names) {
    const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`];
    const found = await git.run(args, { environment: { GIT_DIR: repository.gitDirectory } });
    if (found.exitCode === 0) return found.stdout.trim();
  }
  if (ref === undefined) return undefined;
  throw usageError(
    'ref-not-found',
    `${shown} has no branch, tag or commit "${ref}"`,
    'check --ref; a commit needs its full id',
  );
};

/** Makes our store read the repository's objects, and makes its HEAD the commit that is compared with. */
const borrowObjects = async (git: Git, { commonDirectory }: LocalRepository, commit: string | undefined) => {
  await initStore(git, commit?.length === 64 ? 'sha256' : 'sha1');
  await writeFile(join(git.directory, 'objects', 'info', 'alternates'), `${join(commonDirectory, 'objects')}\n`);
  if (commit !== undefined) await writeFile(join(git.directory, 'HEAD'), `${commit}\n`);
  await mkdir(join(git.directory, 'info'), { recursive: true });
  await writeFile(
    join(git.directory, 'info', 'exclude'),
    (await readSmallFile(join(commonDirectory, 'info', 'exclude'))) ?? '',
  );
};

/**
 * Runs a listing of the work tree below `directory`, with the repository's index but our configuration.
 * @param visit gets each NUL-terminated record; true means that enough was seen
 */
const listWorkTree = async (
  git: Git,
  place: WorkTree,
  args: readonly string[],
  visit: (record: string) => Promise<boolean>,
) => {
  const environment = { GIT_WORK_TREE: place.top, GIT_INDEX_FILE: join(place.gitDirectory, 'index') };
  const options = { cwd: place.directory, environment };
  const { value: seenEnough, result } = await git.read([...args, '-z', '--', '.'], options, async (stdout) => {
    for await (const record of splitRecords(stdout)) {
      if (await visit(record)) return true;
    }
    return false;
  });
  if (seenEnough || result.exitCode === 0) return;
  throw candidateFault(
    'not-a-repository',
    `the work tree of ${place.directory} cannot be read by git`,
    'repair it, or give a plain copy of the files',
  );
};

const maxChangesNamed = 3;

/** The first few paths that differ from HEAD. */
const changedPaths = async (git: Git, place: WorkTree) => {
  const changed: string[] = [];
  const args = ['status', '--porcelain', '--no-renames', '--ignore-submodules=all'];
  await listWorkTree(git, place, args, async (record) => changed.push(record.slice(3)) > maxChangesNamed);
  return changed;
};

const copyWorkFiles = async (git: Git, place: WorkTree, writer: TreeWriter) => {
  const isInside = createPathGuard(place.directory);
  const seen = new Set<string>();
  const args = ['ls-files', '--cached', '--others', '--exclude-standard'];
  await listWorkTree(git, place, args, async (path) => {
    if (seen.has(path)) return false;
    seen.add(path);
    if (path.endsWith('/')) writer.note('submodule-ignored', 'a repository inside the repository was left out', path);
    else if (await isInside(path)) await copyFile(place.directory, path, writer);
    else writer.note('symlink-ignored', 'a file behind a symbolic link was left out of the copy', path);
    return false;
  });
};
