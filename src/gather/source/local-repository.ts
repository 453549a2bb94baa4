import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { readSmallFile } from './local-files.ts';

/** A repository found on this machine. */
export type LocalRepository = {
  /** HEAD, refs and index. */
  gitDirectory: string;
  /** Objects and branches; differs from `gitDirectory` in linked work trees. */
  commonDirectory: string;
  /** Top of the work tree; absent for a bare repository. */
  top?: string;
};

const isDirectory = async (path: string) => (await stat(path).catch(() => undefined))?.isDirectory() ?? false;

const isGitDirectory = async (path: string) =>
  (await isDirectory(join(path, 'objects'))) &&
  (await isDirectory(join(path, 'refs'))) &&
  (await stat(join(path, 'HEAD')).catch(() => undefined)) !== undefined;

/** One line such as `gitdir: path` of a small file of git, resolved against the file's own directory. */
const readPointer = async (file: string, prefix: string) => {
  const line = (await readSmallFile(file))?.split('\n')[0];
  return line?.startsWith(prefix) ? resolve(dirname(file), line.slice(prefix.length).trim()) : undefined;
};

/**
 * Looks for the repository that a directory is or lies in. Git itself is not asked: it would read, and might obey, the
 * configuration of a repository that is a stranger's.
 * @param directory absolute path without symbolic links
 */
export const findRepository = async (directory: string): Promise<LocalRepository | undefined> => {
  if (await isGitDirectory(directory)) return { gitDirectory: directory, commonDirectory: directory };
  for (let top = directory; ; top = dirname(top)) {
    const dotGit = join(top, '.git');
    const gitDirectory = (await isDirectory(dotGit)) ? dotGit : await readPointer(dotGit, 'gitdir:');
    if (gitDirectory !== undefined) {
      const commonDirectory = (await readPointer(join(gitDirectory, 'commondir'), '')) ?? gitDirectory;
      if (await isGitDirectory(commonDirectory)) return { gitDirectory, commonDirectory, top };
    }
    if (top === dirname(top)) return undefined;
  }
};
