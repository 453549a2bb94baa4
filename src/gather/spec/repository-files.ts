import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { tooHeavy } from './budget.ts';
import { limits } from './limits.ts';
import { parseText } from './parse.ts';
import type { Rule } from './problem.ts';
import { clip } from './text.ts';

type Json = Record<string, unknown>;

/** A reference that is not followed, and the rule that says so. */
export class Refusal extends Error {
  readonly rule: Rule;

  constructor(rule: Rule, message: string) {
    super(message);
    this.rule = rule;
  }
}

/**
 * Reads a file that a document refers to: a regular file within `root`, whatever links lie on the way.
 * @throws Refusal when it is not
 */
const readInside = (root: string, path: string, maxBytes: number): Buffer => {
  let real: string;
  try {
    real = realpathSync(path);
  } catch {
    throw new Refusal('ref-unresolved', 'there is no such file in the repository.');
  }
  if (!real.startsWith(`${root}${sep}`)) throw new Refusal('ref-outside-repo', 'the file lies outside the repository.');
  // O_NONBLOCK: opening a named pipe must not wait for its other end
  const file = openSync(real, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) throw new Refusal('ref-outside-repo', 'it is not a regular file.');
    if (stat.size > maxBytes) throw tooHeavy(clip(relative(root, real)), `it has more than ${maxBytes} bytes`);
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
};

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Absolute path of the file part of a reference. */
const locate = (root: string, from: string, file: string): string => {
  if (/^([a-z][a-z0-9+.-]*:|\/\/|\\\\)/i.test(file) && !/^file:/i.test(file))
    throw new Refusal('remote-ref', 'references to other hosts are not followed.');
  const path = decode(file.replace(/[?].*$/s, ''));
  const target = resolve(dirname(from), path);
  const inside =
    !/^file:/i.test(file) && !isAbsolute(path) && !path.includes('\0') && target.startsWith(`${root}${sep}`);
  if (!inside) throw new Refusal('ref-outside-repo', 'the file lies outside the repository.');
  return target;
};

/** A repository, and the document's path within it. */
export type Place = { root: string; file: string };
export type SpecFile = { path: string; key: string; value: unknown };

/**
 * The files of a document by absolute path, opened as references ask for them; the document itself has the empty key.
 * Without a place there are no files to open.
 */
export const specFiles = (place: Place | undefined, document: Json) => {
  const root = place && realpathSync(place.root);
  const main = root === undefined || place === undefined ? '' : resolve(root, place.file);
  const files = new Map<string, SpecFile>([[main, { path: main, key: '', value: document }]]);
  let bytes = 0;
  return {
    files,
    open(from: string, reference: string): SpecFile {
      if (root === undefined) throw new Refusal('remote-ref', 'a served document must not depend on other files.');
      const path = locate(root, from, reference);
      const known = files.get(path);
      if (known !== undefined) return known;
      if (files.size > limits.maxReferencedFiles)
        throw tooHeavy(clip(relative(root, main)), `it refers to more than ${limits.maxReferencedFiles} files`);
      const content = readInside(root, path, Math.min(limits.maxFileBytes, limits.maxTotalBytes - bytes));
      bytes += content.length;
      const name = relative(root, path);
      const key = name.replaceAll(/[^\w./-]/g, '_');
      const taken = [...files.values()].some((file) => file.key === key);
      const file = { path, key: taken ? `${key}.${files.size}` : key, value: parseText(content, clip(name)).value };
      files.set(path, file);
      return file;
    },
  };
};
