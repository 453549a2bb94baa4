import { closeSync, constants, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { limits } from './limits.ts';

type LocatedFile = { path: string; bytes: Uint8Array };

const directories = ['', 'docs', 'doc', 'api', 'spec', 'specs', 'openapi', 'swagger', 'public', 'static'];
const names = ['openapi.yaml', 'openapi.yml', 'openapi.json'];
/** Where a document is expected, the best place first. */
const usualPaths = directories.flatMap((directory) => names.map((name) => join(directory, name)));
/** Folders that hold other people's documents, or copies. */
const skipped = new Set(['node_modules', 'vendor', 'dist', 'build', 'target', 'bin', 'obj', 'venv', 'test', 'tests']);
const maxEntries = 5_000;
const maxLevels = 5;
const headBytes = 8_192;

/** The text has a field that names a version of OpenAPI, at the beginning of a line or of an object. */
export const statesVersion = (text: string): boolean =>
  /(^|[{,])[ \t\r\n]{0,40}["']?(openapi|swagger)["']?[ \t]{0,10}:[ \t\r\n]{0,40}["']?\d/m.test(text);

/** At most `maxBytes + 1` bytes of a regular file; undefined for anything else, links included. */
const read = (path: string, maxBytes: number): Uint8Array | undefined => {
  let file: number;
  try {
    // O_NONBLOCK: opening a named pipe must not wait for its other end
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return undefined;
  }
  try {
    if (!fstatSync(file).isFile()) return undefined;
    const bytes = Buffer.alloc(maxBytes + 1);
    return bytes.subarray(0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
};

/** Paths of YAML and JSON files, nearest to the root first. Links are neither listed nor followed. */
const descriptions = (root: string): string[] => {
  const found: string[] = [];
  const queue = [{ path: '', level: 0 }];
  let entries = 0;
  for (const { path, level } of queue) {
    for (const entry of readdirSync(join(root, path), { withFileTypes: true })) {
      if (++entries > maxEntries) return found;
      const inner = join(path, entry.name);
      if (entry.isFile() && /\.(ya?ml|json)$/i.test(entry.name)) found.push(inner);
      const visible = !entry.name.startsWith('.') && !skipped.has(entry.name.toLowerCase());
      if (entry.isDirectory() && visible && level < maxLevels) queue.push({ path: inner, level: level + 1 });
    }
  }
  return found;
};

const rank = (path: string): number => {
  const place = usualPaths.indexOf(path);
  if (place !== -1) return place;
  return usualPaths.length + (/openapi|swagger/i.test(path) ? 0 : 1);
};

/**
 * Finds the OpenAPI document of a repository: `openapi.yaml`, `.yml` or `.json` at the root or in a folder for such
 * things, else the YAML or JSON file nearest to the root that states an OpenAPI version near its top, those with
 * `openapi` in their path first. The bytes are one more than `limits.maxFileBytes` when there are more.
 */
export const locateSpec = (root: string): LocatedFile | undefined => {
  for (const path of descriptions(root).sort((a, b) => rank(a) - rank(b))) {
    if (!usualPaths.includes(path)) {
      const head = read(join(root, path), headBytes);
      if (head === undefined || !statesVersion(Buffer.from(head).toString('latin1'))) continue;
    }
    const bytes = read(join(root, path), limits.maxFileBytes);
    if (bytes !== undefined) return { path, bytes };
  }
  return undefined;
};
