import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type AssayError, infraError } from '../core/errors.ts';

export type AtomicFile = { name: string; text: string };

/** What writing needs of the file system; tests put a failing one in its place. */
export type FileSystem = {
  makeDirectory(path: string): Promise<unknown>;
  /** Writes a new file and brings it to the disk. */
  writeNew(path: string, text: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Brings the entries of a directory to the disk. */
  syncDirectory(path: string): Promise<void>;
};

const synced = async (path: string, flags: 'wx' | 'r', text?: string): Promise<void> => {
  const file = await open(path, flags, 0o644);
  try {
    if (text !== undefined) await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
};

/** Windows has no handle on a directory to synchronise. */
const syncDirectory = async (path: string): Promise<void> => {
  if (process.platform !== 'win32') await synced(path, 'r');
};

export const fileSystem: FileSystem = {
  makeDirectory: (path) => mkdir(path, { recursive: true }),
  writeNew: (path, text) => synced(path, 'wx', text),
  rename,
  syncDirectory,
};

const causes: Record<string, string> = {
  ENOSPC: 'no space is left on the device',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'permission is denied',
  EPERM: 'the operation is not permitted',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a part of the path is not a directory',
  EEXIST: 'a file is in the way',
  EISDIR: 'a directory is in the way',
  ENAMETOOLONG: 'the path is too long',
};

const notWritten = (path: string, cause: unknown): AssayError => {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
  const why = causes[code] ?? code;
  return infraError(
    'report-not-written',
    `could not write "${path}": ${why} (${code})`,
    'make room there or allow writing, or name another directory',
    cause,
  );
};

const temporaryName = (name: string): string => `.${name}.${process.pid}.${randomUUID()}.tmp`;
const temporaryPattern = /^\.[a-z]+\.[a-z]+\.(\d+)\.[0-9a-f-]{36}\.tmp$/;

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

/** Left by a process that is gone; in a container an earlier one may have had our own process id. */
const isAbandoned = async (path: string, pid: number): Promise<boolean> => {
  if (pid !== process.pid) return !isAlive(pid);
  return (await stat(path)).mtimeMs < Date.now() - process.uptime() * 1000;
};

/** Removes what a killed process left half written. */
const sweep = async (directory: string): Promise<void> => {
  for (const name of await readdir(directory)) {
    const pid = Number(temporaryPattern.exec(name)?.[1] ?? Number.NaN);
    const path = join(directory, name);
    if (!Number.isNaN(pid) && (await isAbandoned(path, pid))) await rm(path, { force: true });
  }
};

/** Runs a step and names the path in the failure. */
const step = async (path: string, action: () => Promise<unknown>): Promise<void> => {
  try {
    await action();
  } catch (error) {
    throw notWritten(path, error);
  }
};

/**
 * Writes files so that each is whole or absent at any moment, the last one last: all go to temporary files beside their
 * place and to the disk before the first is renamed. After a failure the old files are as they were.
 * @throws AssayError infra-error `report-not-written`
 */
export const writeAll = async (directory: string, files: readonly AtomicFile[], disk: FileSystem): Promise<void> => {
  await step(directory, () => disk.makeDirectory(directory));
  await step(directory, () => sweep(directory));
  const pending = new Map<string, string>();
  try {
    for (const { name, text } of files) {
      const temporary = join(directory, temporaryName(name));
      const path = join(directory, name);
      pending.set(temporary, path);
      await step(path, () => disk.writeNew(temporary, text));
    }
    for (const [temporary, path] of pending) {
      await step(path, () => disk.rename(temporary, path));
      pending.delete(temporary);
    }
    await step(directory, () => disk.syncDirectory(directory));
  } finally {
    for (const temporary of pending.keys()) await rm(temporary, { force: true });
  }
};
