import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { SpecProblem } from '../../core/artifact.ts';
import { AssayError } from '../../core/errors.ts';
import { isObject, pointerOf } from '../../core/openapi.ts';
import { tooHeavy } from './budget.ts';
import { limits } from './limits.ts';
import { parseText } from './parse.ts';
import { problem, type Rule } from './problem.ts';
import { clip } from './text.ts';

type Json = Record<string, unknown>;

/** Where the files drawn in by references are kept within the document. */
const filesKey = 'x-assay-files';
/** A reference that leads nowhere, in place of one that must not be followed. */
const nowhere = '#/x-assay-refused';

class Refusal extends Error {
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

type Place = { root: string; file: string };
type File = { path: string; key: string; value: unknown };

/** Files by absolute path; the document itself has the empty key. */
const fileStore = (place: Place | undefined, document: Json) => {
  const root = place && realpathSync(place.root);
  const main = root === undefined || place === undefined ? '' : resolve(root, place.file);
  const files = new Map<string, File>([[main, { path: main, key: '', value: document }]]);
  let bytes = 0;
  return {
    files,
    open(from: string, reference: string): File {
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
      const file = { path, key: taken ? `${key}.${files.size}` : key, value: parseText(content, name).value };
      files.set(path, file);
      return file;
    },
  };
};

const stepsTo = (file: File): string[] => (file.key === '' ? [] : [filesKey, file.key]);

const referenceTo = (file: File, fragment: string): string =>
  `#${pointerOf(stepsTo(file))}${fragment === '' || fragment.startsWith('/') ? fragment : `/${fragment}`}`;

/** Why a reference cannot be followed, where that is a problem of the document and no reason to give up. */
const refusalOf = (cause: unknown): Refusal => {
  if (cause instanceof Refusal) return cause;
  if (cause instanceof AssayError && cause.code === 'spec-invalid-syntax')
    return new Refusal('ref-unresolved', cause.message);
  throw cause;
};

/**
 * Makes the document self-contained: every file a `$ref` leads to becomes a part of it, and all references point within
 * it, circles included. A reference out of the repository, to another host, to nothing or to what is no regular file
 * becomes a problem and leads nowhere; no byte of its target is read. Changes `document`.
 * @param place the repository and the document's path within it; absent for a served document, which must stand alone
 * @throws AssayError `spec-too-heavy` over the limits of files and bytes, `spec-invalid-syntax` for a broken file
 */
export const bundle = (document: Json, place?: Place): SpecProblem[] => {
  const problems: SpecProblem[] = [];
  delete document[filesKey];
  const store = fileStore(place, document);

  const rewrite = (reference: string, from: File, steps: string[]): string => {
    const [file = '', fragment = ''] = reference.split('#', 2);
    try {
      return referenceTo(file === '' ? from : store.open(from.path, file), fragment);
    } catch (cause) {
      const { rule, message } = refusalOf(cause);
      problems.push(
        problem('assay', rule, pointerOf(steps), `\`$ref: ${clip(reference)}\` was not followed: ${message}`),
      );
      return nowhere;
    }
  };

  const visit = (value: unknown, from: File, steps: string[]): void => {
    if (typeof value !== 'object' || value === null) return;
    if (isObject(value) && typeof value.$ref === 'string') value.$ref = rewrite(value.$ref, from, steps);
    for (const [key, inner] of Object.entries(value)) visit(inner, from, [...steps, key]);
  };

  // a Map is iterated in order of insertion, files that turn up on the way included
  for (const file of store.files.values()) visit(file.value, file, stepsTo(file));
  const drawnIn = [...store.files.values()].filter((file) => file.key !== '');
  if (drawnIn.length > 0) document[filesKey] = Object.fromEntries(drawnIn.map((file) => [file.key, file.value]));
  return problems;
};
