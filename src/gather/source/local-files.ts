import { constants } from 'node:fs';
import { type FileHandle, lstat, open, opendir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { TreeWriter } from './tree-writer.ts';

const pieceBytes = 64 * 1024;
const maxSmallFileBytes = 64 * 1024;
/** What a link, a pipe or a device answers to an open that neither follows nor waits; and a file that is gone. */
const notThere = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENXIO', 'EMLINK']);

/**
 * Opens a regular file for reading: follows no link at its last part and never waits for the other end of a pipe.
 * @returns nothing for anything else
 */
const openRegular = async (path: string): Promise<FileHandle | undefined> => {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const handle = await open(path, flags).catch((error: NodeJS.ErrnoException) => {
    if (!notThere.has(error.code ?? '')) throw error;
  });
  if (!handle) return undefined;
  if ((await handle.stat()).isFile()) return handle;
  await handle.close();
  return undefined;
};

/** The first 64 kB of a regular file as text; nothing when it is not there or is something else. */
export const readSmallFile = async (path: string): Promise<string | undefined> => {
  const handle = await openRegular(path);
  if (!handle) return undefined;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(maxSmallFileBytes), 0, maxSmallFileBytes, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
};

async function* pieces(handle: FileHandle): AsyncGenerator<Buffer> {
  for (;;) {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(pieceBytes), 0, pieceBytes, null);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}

/**
 * Copies one file if it is a regular one; notes a link or a special file, passes over one that is gone.
 * @param root absolute path the submission lies in
 * @throws AssayError of the writer, for a limit or a name
 */
export const copyFile = async (root: string, path: string, writer: TreeWriter): Promise<void> => {
  const source = join(root, path);
  const handle = await openRegular(source);
  if (!handle) {
    const found = await lstat(source).catch(() => undefined);
    if (found?.isSymbolicLink()) writer.note('symlink-ignored', 'a symbolic link was left out of the copy', path);
    else if (found) writer.note('special-file-ignored', 'a pipe, socket or device was left out of the copy', path);
    return;
  }
  try {
    const { mode } = await handle.stat();
    await writer.addFile(path, (mode & 0o111) !== 0, pieces(handle));
  } finally {
    await handle.close();
  }
};

/**
 * Makes a test for paths from an index: every directory on the way must be a real one, since the index may name files
 * below what has become a link out of the submission.
 */
export const createPathGuard = (root: string): ((path: string) => Promise<boolean>) => {
  const known = new Map<string, boolean>([['.', true]]);
  const isInside = async (directory: string): Promise<boolean> => {
    const cached = known.get(directory);
    if (cached !== undefined) return cached;
    const inside =
      (await isInside(dirname(directory))) &&
      ((await lstat(join(root, directory)).catch(() => undefined))?.isDirectory() ?? true);
    known.set(directory, inside);
    return inside;
  };
  return (path) => isInside(dirname(path));
};

const skippedDirectories = new Set(['.git', 'node_modules']);

/**
 * Copies a directory that is under no version control, following no link; `.git` and `node_modules` are left out.
 * @param root absolute path without symbolic links
 * @throws AssayError of the writer, for a limit or a name
 */
export const copyDirectory = async (root: string, writer: TreeWriter): Promise<void> => {
  const pending = [''];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    for await (const entry of await opendir(join(root, at))) {
      const path = at === '' ? entry.name : `${at}/${entry.name}`;
      if (!entry.isDirectory()) await copyFile(root, path, writer);
      else if (skippedDirectories.has(entry.name)) noteSkipped(entry.name, path, writer);
      else {
        await writer.addDirectory(path);
        pending.push(path);
      }
    }
  }
};

/** Says that dependencies were left out; a `.git` directory goes without saying. */
export const noteSkipped = (name: string, path: string, writer: TreeWriter): void => {
  if (name === 'node_modules')
    writer.note('dependencies-ignored', 'installed dependencies were left out of the copy', path);
};
