import { infraError, refused } from '../../core/errors.ts';
import { createByteReader, splitRecords } from './bytes.ts';
import type { Git } from './git.ts';
import { createBudget, quoteName, type SourceLimits } from './limits.ts';
import type { TreeWriter } from './tree-writer.ts';

type Blob = { id: string; path: string; executable: boolean };

const corrupt = (what: string) =>
  refused('repo-corrupt', `the repository is not valid: ${what}`, 'repair it (git fsck) and push again');

/**
 * Lists the files of a tree and stops at the limits, before anything is written: a tree of a billion entries costs a
 * few milliseconds. Links and submodules are noted and left out.
 * @param treeish commit, or `commit:directory`
 * @throws AssayError refused `too-many-files`, `repo-too-large`, `name-invalid`, `repo-corrupt`
 */
const listBlobs = async (git: Git, treeish: string, limits: SourceLimits, writer: TreeWriter): Promise<Blob[]> => {
  const budget = createBudget(limits);
  const blobs: Blob[] = [];
  const args = ['ls-tree', '-r', '-l', '-z', '--full-tree', treeish];
  const { result } = await git.read(args, {}, async (stdout) => {
    for await (const record of splitRecords(stdout)) {
      const { mode, id, size, path } = parseRecord(record);
      budget.admitEntry(path);
      if (mode === '120000') writer.note('symlink-ignored', 'a symbolic link was left out of the copy', path);
      else if (mode === '160000') writer.note('submodule-ignored', 'a submodule was not fetched', path);
      else {
        if (!/^\d+$/.test(size)) throw corrupt(`the content of ${quoteName(path)} is missing`);
        budget.admitBytes(path, Number(size), Number(size));
        blobs.push({ id, path, executable: mode === '100755' });
      }
    }
  });
  if (result.exitCode !== 0) throw corrupt('its tree cannot be listed');
  return blobs;
};

/** `mode type id size TAB path`; a path may hold anything, so it is cut off by its place. */
const parseRecord = (record: string) => {
  const tab = record.indexOf('\t');
  const [mode, , id, size] = record.slice(0, tab).split(/ +/);
  if (tab === -1 || mode === undefined || id === undefined || size === undefined)
    throw corrupt('its tree cannot be listed');
  return { mode, id, size, path: record.slice(tab + 1) };
};

/**
 * Copies the files of a tree as they are stored: no attribute, filter or line-ending rule of the repository applies.
 * @param treeish commit, or `commit:directory`
 * @throws AssayError refused `too-many-files`, `repo-too-large`, `name-invalid`, `name-clash`, `repo-corrupt`
 */
export const copyTree = async (git: Git, treeish: string, limits: SourceLimits, writer: TreeWriter): Promise<void> => {
  const blobs = await listBlobs(git, treeish, limits, writer);
  if (blobs.length === 0) return;
  const input = blobs.map((blob) => `${blob.id}\n`).join('');
  await git.read(['cat-file', '--batch'], { input }, async (stdout) => {
    const reader = createByteReader(stdout);
    for (const blob of blobs) {
      const header = /^[0-9a-f]+ blob (\d+)$/.exec(await reader.line());
      if (!header) throw corrupt(`the content of ${quoteName(blob.path)} is missing`);
      await writer.addFile(blob.path, blob.executable, reader.bytes(Number(header[1])));
      await reader.line();
    }
  });
};

/**
 * Makes our own empty object store.
 * @param objectFormat `sha1` or `sha256`
 */
export const initStore = async (git: Git, objectFormat: string): Promise<void> => {
  const made = await git.run(['init', '--quiet', '--bare', '--template=', `--object-format=${objectFormat}`]);
  if (made.exitCode !== 0) {
    throw infraError(
      'git-failed',
      'git could not make a repository in the working directory',
      'check the free disk space and the version of git (2.31 or newer)',
    );
  }
};
