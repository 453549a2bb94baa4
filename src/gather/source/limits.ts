import { refused } from '../../core/errors.ts';

/** What a submission's source may be. Every number is an upper bound, inclusive. */
export type SourceLimits = {
  /** All files together, as they lie in the working copy; also the size of what may be received. */
  maxBytes: number;
  /** Files and directories together. */
  maxFiles: number;
  maxFileBytes: number;
  /** How long a server may send next to nothing (under 1000 bytes a second) before it counts as unreachable. */
  stallSeconds: number;
};

/** Far above any assignment, far below what hurts a host. */
export const defaultSourceLimits: SourceLimits = {
  maxBytes: 200 * 2 ** 20,
  maxFiles: 20_000,
  maxFileBytes: 50 * 2 ** 20,
  stallSeconds: 20,
};

/** What may be received: a pack is a little larger than the files in it when they do not compress. */
export const maxPackBytes = (limits: SourceLimits): number => Math.ceil(limits.maxBytes * 1.1) + 2 ** 20;

const maxPathBytes = 1024;
const maxNameBytes = 255;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be in a name
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffd]/;

/** Prints a name of the submission: quoted, escaped and short enough for one line. */
export const quoteName = (name: string): string =>
  JSON.stringify(name.length > 120 ? `${name.slice(0, 117)}...` : name);

/**
 * Accepts a relative path with forward slashes that stays where it is put.
 * @throws AssayError refused `name-invalid`: absolute, `..`, `.git`, control characters, invalid UTF-8, or too long
 */
const assertEntryName = (path: string): void => {
  const problem = nameProblem(path);
  if (problem === undefined) return;
  throw refused(
    'name-invalid',
    `the file name ${quoteName(path)} ${problem}`,
    'rename or remove the file and submit again',
  );
};

const nameProblem = (path: string): string | undefined => {
  if (control.test(path)) return 'has control characters or is not valid UTF-8';
  if (path.startsWith('/')) return 'is absolute';
  if (Buffer.byteLength(path) > maxPathBytes) return `is longer than ${maxPathBytes} bytes`;
  for (const part of path.split('/')) {
    if (part === '' || part === '.' || part === '..') return 'leaves or repeats its directory';
    if (part.toLowerCase() === '.git') return 'lies in a `.git` directory';
    if (Buffer.byteLength(part) > maxNameBytes) return `has a part longer than ${maxNameBytes} bytes`;
  }
  return undefined;
};

/** Counts entries and bytes against the limits while they come, so that nothing is collected beyond them. */
export type Budget = {
  /** @throws AssayError refused `too-many-files`, `name-invalid` */
  admitEntry(path: string): void;
  /**
   * @param bytes how many bytes of the file come on top of those admitted
   * @param fileBytes the size of the file so far, these included
   * @throws AssayError refused `repo-too-large`
   */
  admitBytes(path: string, bytes: number, fileBytes: number): void;
};

const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`;

/** Starts an empty account. */
export const createBudget = (limits: SourceLimits): Budget => {
  let entries = 0;
  let total = 0;
  return {
    admitEntry(path) {
      entries += 1;
      if (entries > limits.maxFiles) throw tooManyFiles(limits);
      assertEntryName(path);
    },
    admitBytes(path, bytes, fileBytes) {
      if (fileBytes > limits.maxFileBytes) {
        throw refused(
          'repo-too-large',
          `the file ${quoteName(path)} is larger than ${megabytes(limits.maxFileBytes)}, the limit for one file`,
          'remove large files from the submission',
        );
      }
      total += bytes;
      if (total > limits.maxBytes) throw tooLarge(limits);
    },
  };
};

const tooManyFiles = (limits: SourceLimits) =>
  refused(
    'too-many-files',
    `the submission has more than ${limits.maxFiles} files and directories, the limit`,
    'remove generated files and dependencies from the submission',
  );

/** The refusal of a submission over `maxBytes`, at whichever step that shows. */
export const tooLarge = (limits: SourceLimits) =>
  refused(
    'repo-too-large',
    `the submission is larger than ${megabytes(limits.maxBytes)}, the limit`,
    'remove large and generated files from the submission',
  );
