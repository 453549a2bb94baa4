import { createHash } from 'node:crypto';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Note } from '../../core/artifact.ts';
import { refused } from '../../core/errors.ts';
import { createBudget, quoteName, type SourceLimits } from './limits.ts';

/** Content of a file, in pieces. */
export type Content = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** The finished copy. */
type WrittenTree = {
  files: number;
  bytes: number;
  /** SHA-256, in hex, over paths, executable bits and contents: equal for equal trees wherever they came from. */
  digest: string;
  notes: Note[];
};

/**
 * Makes our own copy of a submission: regular files and directories only, names and sizes checked as they come, modes
 * 0644 or 0755. The directory is ours and holds no links, so no path can lead out of it.
 */
export type TreeWriter = {
  /** @throws AssayError refused `name-invalid`, `too-many-files` */
  addDirectory(path: string): Promise<void>;
  /** @throws AssayError refused `name-invalid`, `name-clash`, `too-many-files`, `repo-too-large` */
  addFile(path: string, executable: boolean, content: Content): Promise<void>;
  /** Remembers something left out; per code only the first few are kept, and how many more there were. */
  note(code: string, message: string, at: string): void;
  finish(): WrittenTree;
};

const maxNotesPerCode = 20;
const lfsPointer = 'version https://git-lfs.github.com/spec/';

/**
 * @param directory absolute path; made if absent, must be empty
 * @param signal stops between two pieces of a file
 */
export const createTreeWriter = (directory: string, limits: SourceLimits, signal: AbortSignal): TreeWriter => {
  const budget = createBudget(limits);
  const made = new Set<string>();
  const lines: string[] = [];
  const notes = createNotes();
  let bytes = 0;

  const makeDirectory = async (path: string) => {
    if (made.has(path)) return;
    await mkdir(join(directory, path), { recursive: true, mode: 0o755 }).catch(rethrowClash(path));
    for (let at = path; at !== '.' && !made.has(at); at = dirname(at)) made.add(at);
  };

  return {
    async addDirectory(path) {
      signal.throwIfAborted();
      budget.admitEntry(path);
      await makeDirectory(path);
    },
    async addFile(path, executable, content) {
      budget.admitEntry(path);
      await makeDirectory(dirname(path));
      const handle = await open(join(directory, path), 'wx', executable ? 0o755 : 0o644).catch(rethrowClash(path));
      const hash = createHash('sha256');
      let size = 0;
      try {
        for await (const chunk of content) {
          signal.throwIfAborted();
          if (size === 0 && isLfsPointer(chunk)) {
            notes.add('lfs-pointer', 'a Git LFS pointer was kept as it is; LFS content is not fetched', path);
          }
          size += chunk.length;
          budget.admitBytes(path, chunk.length, size);
          hash.update(chunk);
          await handle.writeFile(chunk);
        }
      } finally {
        await handle.close();
      }
      bytes += size;
      lines.push(`${path}\0${executable ? 'x' : '-'}\0${hash.digest('hex')}\0`);
    },
    note: notes.add,
    finish: () => ({ files: lines.length, bytes, digest: digestLines(lines), notes: notes.list() }),
  };
};

const isLfsPointer = (chunk: Uint8Array) =>
  Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1', 0, lfsPointer.length) === lfsPointer;

const digestLines = (lines: string[]) => {
  const hash = createHash('sha256');
  for (const line of lines.toSorted()) hash.update(line);
  return hash.digest('hex');
};

const createNotes = () => {
  const byCode = new Map<string, Note[]>();
  return {
    add(code: string, message: string, at: string) {
      const known = byCode.get(code) ?? [];
      byCode.set(code, known);
      known.push({ code, message, at });
    },
    list: (): Note[] =>
      [...byCode].flatMap(([code, all]) => {
        const more = all.length - maxNotesPerCode;
        if (more <= 0) return all;
        return [...all.slice(0, maxNotesPerCode), { code, message: `and ${more} more of the same kind` }];
      }),
  };
};

const clashes = new Set(['EEXIST', 'ENOTDIR', 'EISDIR']);

const rethrowClash = (path: string) => (error: NodeJS.ErrnoException) => {
  if (!clashes.has(error.code ?? '')) throw error;
  throw refused(
    'name-clash',
    `the path ${quoteName(path)} exists twice, or as a file and as a directory`,
    'file names must differ by more than upper and lower case, and an archive must name each file once',
  );
};
