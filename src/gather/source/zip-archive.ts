import { openPromise } from 'yauzl';
import { type ArchiveEntry, invalidEntry } from './archive-entry.ts';

const madeByUnix = 3;
const fileTypeMask = 0o170000;
const types = new Map<number, ArchiveEntry['type']>([
  [0, 'file'],
  [0o100000, 'file'],
  [0o040000, 'directory'],
  [0o120000, 'link'],
]);

/**
 * Reads a zip by its central directory; sizes are checked against what is really unpacked.
 * @throws AssayError refused `archive-invalid` for an encrypted entry; Error of the parser for a damaged file
 */
export async function* readZip(path: string): AsyncGenerator<ArchiveEntry> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false });
  try {
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileName;
      if (entry.isEncrypted()) throw invalidEntry(name, 'is encrypted');
      const mode = entry.versionMadeBy >>> 8 === madeByUnix ? entry.externalFileAttributes >>> 16 : 0;
      yield {
        name,
        type: name.endsWith('/') ? 'directory' : (types.get(mode & fileTypeMask) ?? 'other'),
        executable: (mode & 0o111) !== 0,
        open: () => zip.openReadStreamPromise(entry),
      };
    }
  } finally {
    zip.close();
  }
}
