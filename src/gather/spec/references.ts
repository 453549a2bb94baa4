import type { SpecProblem } from '../../core/artifact.ts';
import { AssayError } from '../../core/errors.ts';
import { isObject, pointerOf, valueAt } from '../../core/openapi.ts';
import { problem } from './problem.ts';
import { type Place, Refusal, type SpecFile, specFiles } from './repository-files.ts';
import { clip } from './text.ts';

type Json = Record<string, unknown>;

/** Where the files drawn in by references are kept within the document. */
export const filesKey = 'x-assay-files';
/** A reference that leads nowhere, in place of one that must not or cannot be followed. */
const nowhere = '#/x-assay-refused';
/** A value of a discriminator's mapping that is a reference, not the name of a schema. */
const mappedReference = /^#|^\.{1,2}\/|\.(ya?ml|json)(#|$)/i;

const stepsTo = (file: SpecFile): string[] => (file.key === '' ? [] : [filesKey, file.key]);

const referenceTo = (file: SpecFile, fragment: string): string =>
  `#${pointerOf(stepsTo(file))}${fragment === '' || fragment.startsWith('/') ? fragment : `/${fragment}`}`;

/** Why a reference cannot be followed, where that is a problem of the document and no reason to give up. */
const refusalOf = (cause: unknown): Refusal => {
  if (cause instanceof Refusal) return cause;
  if (cause instanceof AssayError && cause.code === 'spec-invalid-syntax')
    return new Refusal('ref-unresolved', cause.message);
  throw cause;
};

const refusal = ({ rule, message }: Refusal, reference: string, steps: readonly string[]): SpecProblem =>
  problem('assay', rule, pointerOf(steps), `\`$ref: ${clip(reference)}\` was not followed: ${message}`);

type Visit = (object: Json, steps: readonly string[]) => void;

const everyObject = (value: unknown, visit: Visit, steps: readonly string[] = []): void => {
  if (typeof value !== 'object' || value === null) return;
  if (isObject(value)) visit(value, steps);
  for (const [key, inner] of Object.entries(value)) everyObject(inner, visit, [...steps, key]);
};

/** The reference leads to a reference, and so on until one comes again. */
const isEndless = (document: Json, reference: string): boolean => {
  const seen = new Set<string>();
  let next: unknown = reference;
  while (typeof next === 'string') {
    if (seen.has(next)) return true;
    seen.add(next);
    const target = valueAt(document, next);
    next = isObject(target) ? target.$ref : undefined;
  }
  return false;
};

/** References that lead to nothing but one another become problems and lead nowhere. */
const cutEndless = (document: Json): SpecProblem[] => {
  const endless: { object: Json; found: SpecProblem }[] = [];
  everyObject(document, (object, steps) => {
    if (typeof object.$ref !== 'string' || !isEndless(document, object.$ref)) return;
    const cause = new Refusal('ref-unresolved', 'it leads back to itself.');
    endless.push({ object, found: refusal(cause, object.$ref, steps) });
  });
  for (const { object } of endless) object.$ref = nowhere;
  return endless.map(({ found }) => found);
};

/**
 * Makes the document self-contained: every file a `$ref` leads to becomes a part of it, and all references point within
 * it, circles included. A reference out of the repository, to another host, to nothing, to itself or to what is no
 * regular file becomes a problem and leads nowhere; no byte of its target is read. Changes `document`.
 * @param place absent for a served document, which must stand alone
 * @throws AssayError `spec-too-heavy` over the limits of files and bytes
 */
export const bundle = (document: Json, place?: Place): SpecProblem[] => {
  const problems: SpecProblem[] = [];
  delete document[filesKey];
  const store = specFiles(place, document);

  const rewrite = (reference: string, from: SpecFile, steps: readonly string[]): string => {
    const [file = '', fragment = ''] = reference.split('#', 2);
    try {
      return referenceTo(file === '' ? from : store.open(from.path, file), fragment);
    } catch (cause) {
      problems.push(refusal(refusalOf(cause), reference, steps));
      return nowhere;
    }
  };

  const rewriteMapping = (mapping: Json, from: SpecFile, steps: readonly string[]): void => {
    for (const [name, target] of Object.entries(mapping))
      if (typeof target === 'string' && mappedReference.test(target))
        mapping[name] = rewrite(target, from, [...steps, name]);
  };

  // a Map is iterated in order of insertion, files that turn up on the way included
  for (const file of store.files.values()) {
    const visit: Visit = (object, steps) => {
      if (typeof object.$ref === 'string') object.$ref = rewrite(object.$ref, file, steps);
      if (steps.at(-1) === 'mapping' && steps.at(-2) === 'discriminator') rewriteMapping(object, file, steps);
    };
    everyObject(file.value, visit, stepsTo(file));
  }
  const drawnIn = [...store.files.values()].filter((file) => file.key !== '');
  if (drawnIn.length > 0) document[filesKey] = Object.fromEntries(drawnIn.map((file) => [file.key, file.value]));
  return [...problems, ...cutEndless(document)];
};
