import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import { refused } from '../../core/errors.ts';
import type { IgnoreRules } from './ignore.ts';

/** What may be sent to the engine, inclusive. */
export type ContextLimits = { maxBytes: number; maxFiles: number };

/** The same for everybody and every time, so that equal sources give equal images; not 1970, which zip cannot hold. */
const modified = new Date('2020-01-01T00:00:00Z');

type Entry = { path: string; directory: boolean };

/**
 * Streams the build context of our own copy of a submission, in a fixed order with fixed owner, times and modes.
 * @param directory holds regular files and directories only
 * @param dockerfile content to send instead of the file's own
 * @param signal ends the stream with its reason
 * @returns a tar; it fails with AssayError refused `context-too-large` over a limit
 */
export const createContext = (
  directory: string,
  dockerfile: string,
  rules: IgnoreRules,
  limits: ContextLimits,
  signal: AbortSignal,
): Readable => {
  const tar = pack();
  // Whoever reads the stream gets the error from it.
  fill(tar, directory, dockerfile, rules, limits, signal).then(
    () => tar.finalize(),
    (error: unknown) => tar.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  return Readable.from(tar, { objectMode: false });
};

const fill = async (
  tar: ReturnType<typeof pack>,
  directory: string,
  dockerfile: string,
  rules: IgnoreRules,
  limits: ContextLimits,
  signal: AbortSignal,
) => {
  let files = 0;
  let bytes = 0;
  for await (const { path, directory: isDirectory } of walk(directory, '', rules)) {
    signal.throwIfAborted();
    files += 1;
    const source = join(directory, path);
    const executable = !isDirectory && ((await stat(source)).mode & 0o111) !== 0;
    const content =
      path === 'Dockerfile' ? Buffer.from(dockerfile) : isDirectory ? Buffer.alloc(0) : await readFile(source);
    bytes += content.length;
    if (files > limits.maxFiles || bytes > limits.maxBytes) throw tooLarge(limits);
    const header = { name: path, type: isDirectory ? ('directory' as const) : ('file' as const), mtime: modified };
    await new Promise<void>((resolve, reject) => {
      const done = (error?: Error | null) => (error ? reject(error) : resolve());
      tar.entry({ ...header, mode: isDirectory || executable ? 0o755 : 0o644, uid: 0, gid: 0 }, content, done);
    });
  }
};

/** What the engine needs is sent although a rule leaves it out: it does not put it into the image then. */
const always = new Set(['Dockerfile', '.dockerignore']);

async function* walk(directory: string, at: string, rules: IgnoreRules): AsyncGenerator<Entry> {
  const entries = await readdir(join(directory, at), { withFileTypes: true });
  for (const entry of entries.toSorted(byName)) {
    const path = at === '' ? entry.name : `${at}/${entry.name}`;
    const ignored = rules.ignores(path);
    if (entry.isDirectory()) {
      if (!ignored) yield { path, directory: true };
      if (!ignored || rules.hasExceptions) yield* walk(directory, path, rules);
    } else if (entry.isFile() && (!ignored || always.has(path))) yield { path, directory: false };
  }
}

const byName = (a: Dirent, b: Dirent) => (a.name < b.name ? -1 : 1);

const tooLarge = ({ maxBytes, maxFiles }: ContextLimits) =>
  refused(
    'context-too-large',
    `the build context has more than ${maxFiles} files or ${Math.round(maxBytes / 2 ** 20)} MB, the limits`,
    'leave out what the image does not need with .dockerignore',
  );
