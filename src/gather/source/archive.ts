import { stat } from 'node:fs/promises';
import { candidateFault } from '../../core/errors.ts';
import { type ArchiveEntry, invalidEntry } from './archive-entry.ts';
import { rethrowAs } from './bytes.ts';
import { type SourceLimits, tooLarge } from './limits.ts';
import { noteSkipped } from './local-files.ts';
import { readTarGz } from './tar-archive.ts';
import type { TreeWriter } from './tree-writer.ts';
import { readZip } from './zip-archive.ts';

const skipped = /(?:^|\/)(?:\.git|node_modules|__MACOSX)(?:\/|$)/;

/**
 * Copies the files of an archive: regular files and directories only.
 * @param path absolute path of a regular file that ends in .zip, .tar.gz or .tgz
 * @throws AssayError refused `archive-invalid` for an entry that is absolute, leaves the archive or is a device;
 *   candidate-fault `archive-invalid` for a damaged file; those of the writer
 */
export const copyArchive = async (
  path: string,
  shown: string,
  limits: SourceLimits,
  writer: TreeWriter,
  signal: AbortSignal,
) => {
  if ((await stat(path)).size > limits.maxBytes) throw tooLarge(limits);
  const entries = path.toLowerCase().endsWith('.zip') ? readZip(path) : readTarGz(path, limits, signal);
  try {
    for await (const entry of entries) {
      signal.throwIfAborted();
      await copyEntry(entry, writer);
    }
  } catch (error) {
    signal.throwIfAborted();
    rethrowAs((reason) => damaged(shown, reason))(error);
  }
};

const damaged = (shown: string, reason: string) =>
  candidateFault(
    'archive-invalid',
    `${shown} is not a readable archive: ${reason.replace(/[^\x20-\x7e]/g, ' ').slice(0, 160)}`,
    'make the archive again, as .zip or .tar.gz',
  );

const copyEntry = async (entry: ArchiveEntry, writer: TreeWriter) => {
  const path = entry.name.replace(/^(?:\.\/)+/, '').replace(/\/+$/, '');
  if (path === '' || path === '.') return;
  assertInside(entry.name);
  const directory = skipped.exec(path);
  if (directory) {
    // One note for each directory, not for each of its files.
    if (directory.index + directory[0].length >= path.length) noteSkipped(path.split('/').at(-1) ?? '', path, writer);
    return;
  }
  if (entry.type === 'other') throw invalidEntry(entry.name, 'is neither a file nor a directory');
  if (entry.type === 'link') writer.note('symlink-ignored', 'a link was left out of the copy', path);
  else if (entry.type === 'directory') await writer.addDirectory(path);
  else await writer.addFile(path, entry.executable, await entry.open());
};

const assertInside = (name: string) => {
  if (name.startsWith('/') || /^[a-z]:[\\/]/i.test(name)) throw invalidEntry(name, 'has an absolute path');
  if (name.split(/[\\/]/).includes('..')) throw invalidEntry(name, 'leads out of the archive');
};
