import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, extname, join, relative, sep } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import { infraError } from '../core/errors.ts';

/** Where the worker finds its code. */
export const workerDirectory = '/assay';

/** This code runs as TypeScript from a checkout and as JavaScript from a package; the worker's is of the same kind. */
const extension = extname(import.meta.filename);

/** The program, from `workerDirectory`. */
export const workerProgram = `src/load/worker${extension}`;

/** The plan that the program reads from its standard input. */
export const workerPlanFile = 'plan.json';

const packages = ['undici', 'hdr-histogram-js', 'autocannon'];
const wanted = /\.(?:[cm]?js|json|txt|wasm)$/;

/** A file of the archive: path inside `workerDirectory`, and where it is read from. */
type Entry = { name: string; path: string };

const filesBelow = async (directory: string): Promise<string[]> => {
  const found: string[] = [];
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    // Nested packages are found by their dependents.
    if (entry.isDirectory() && entry.name !== 'node_modules') found.push(...(await filesBelow(path)));
    if (entry.isFile() && wanted.test(entry.name)) found.push(path);
  }
  return found;
};

/** The directory of a package as Node resolves it: in the nearest `node_modules` upwards. */
const packageDirectory = (name: string, from: string): string => {
  for (let at = from; at !== dirname(at); at = dirname(at)) {
    const candidate = join(at, 'node_modules', name);
    if (basename(at) !== 'node_modules' && existsSync(join(candidate, 'package.json'))) return candidate;
  }
  throw infraError('package-missing', `the package "${name}" is not installed`, 'install Assay again (`npm ci`)');
};

/**
 * The directories of packages and of everything they depend on.
 * @throws AssayError infra-error `package-missing`
 */
export const packageClosure = async (names: readonly string[], from: string): Promise<string[]> => {
  const found = new Set<string>();
  const queue = names.map((name) => ({ name, from }));
  for (let next = queue.pop(); next; next = queue.pop()) {
    const directory = packageDirectory(next.name, next.from);
    if (found.has(directory)) continue;
    found.add(directory);
    const { dependencies = {} }: { dependencies?: Record<string, string> } = JSON.parse(
      await readFile(join(directory, 'package.json'), 'utf8'),
    );
    queue.push(...Object.keys(dependencies).map((name) => ({ name, from: directory })));
  }
  return [...found];
};

const packageEntries = async (): Promise<Entry[]> => {
  const directories = await packageClosure(packages, import.meta.dirname);
  // All of them lie below the `node_modules` that holds the first packages.
  const root = dirname(dirname(packageDirectory('undici', import.meta.dirname)));
  const entries: Entry[] = [];
  for (const directory of directories)
    for (const path of await filesBelow(directory)) entries.push({ name: relative(root, path), path });
  return entries;
};

const ownEntries = async (): Promise<Entry[]> => {
  const source = dirname(import.meta.dirname);
  const load = (await readdir(join(source, 'load'))).filter((name) => extname(name) === extension);
  const names = [...load.map((name) => `load/${name}`), `core/random${extension}`];
  return names.map((name) => ({ name: `src/${name}`, path: join(source, name) }));
};

/**
 * A tar archive, to be unpacked at `/`, of the load worker's program, the packages it needs and its plan.
 * @throws AssayError infra-error `package-missing`
 */
export const workerArchive = async (plan: string): Promise<Buffer> => {
  const archive = pack();
  const whole = buffer(archive);
  const add = (name: string, content: Buffer | string) =>
    archive.entry({ name: `${workerDirectory.slice(1)}/${name.split(sep).join('/')}`, mode: 0o644 }, content);
  for (const { name, path } of [...(await ownEntries()), ...(await packageEntries())]) add(name, await readFile(path));
  add('package.json', '{"type":"module"}');
  add(workerPlanFile, plan);
  archive.finalize();
  return whole;
};
