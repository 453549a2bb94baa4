import type { Dirent } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { SourceFact } from '../../core/artifact.ts';
import { candidateFault } from '../../core/errors.ts';

const maxDockerfileBytes = 64 * 1024;
const maxSeen = 3;
const looksLikeDockerfile = /^(?:(?:.+\.)?(?:dockerfile|containerfile)|(?:dockerfile|containerfile)\..+)$/i;
const expected = 'put a file named `Dockerfile` at the root of the repository';

/**
 * Reads the Dockerfile at the root of a submission. One elsewhere is not guessed at, but named in the hint.
 * @throws AssayError candidate-fault `no-dockerfile`, also when it is a link or a directory; `dockerfile-invalid` when it
 *   is longer than 64 kB
 */
export const readDockerfile = async (source: Pick<SourceFact, 'directory' | 'notes'>): Promise<string> => {
  const path = join(source.directory, 'Dockerfile');
  const found = await lstat(path).catch(() => undefined);
  const isLink = source.notes.some(({ code, at }) => code === 'symlink-ignored' && at === 'Dockerfile');
  if (found?.isSymbolicLink() || (!found && isLink)) {
    throw candidateFault('no-dockerfile', 'the Dockerfile is a symbolic link, and links are not followed', expected);
  }
  if (!found) {
    throw candidateFault(
      'no-dockerfile',
      'there is no Dockerfile at the root of the repository',
      await hintOf(source.directory),
    );
  }
  if (!found.isFile()) throw candidateFault('no-dockerfile', 'the Dockerfile is a directory', expected);
  if (found.size > maxDockerfileBytes) {
    throw candidateFault(
      'dockerfile-invalid',
      `the Dockerfile is longer than ${maxDockerfileBytes / 1024} kB`,
      'shorten it',
    );
  }
  return readFile(path, 'utf8');
};

const hintOf = async (directory: string) => {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const seen = entries
    .filter((entry) => entry.isFile() && looksLikeDockerfile.test(entry.name))
    .map((entry) => pathOf(directory, entry));
  if (seen.length === 0) return expected;
  const shown = seen.toSorted((a, b) => a.length - b.length).slice(0, maxSeen);
  return `${expected}; one was seen at ${shown.map((path) => `\`${path.slice(0, 100)}\``).join(', ')}`;
};

const pathOf = (directory: string, entry: Dirent) => relative(directory, join(entry.parentPath, entry.name));
