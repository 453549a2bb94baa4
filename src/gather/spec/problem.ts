import type { SpecProblem } from '../../core/artifact.ts';
import { isObject, pointerOf, referenceSteps, valueAt } from '../../core/openapi.ts';
import { limits } from './limits.ts';
import { clip } from './text.ts';

type Json = Record<string, unknown>;
type Step = string | number;

/**
 * What a problem is about, whichever tool sees it, and how much it matters: an error breaks a MUST of the OpenAPI
 * specification or contradicts the document itself; everything that is advice is a warning.
 */
const severities = {
  'bad-path': 'error',
  'default-mismatch': 'error',
  'enum-type': 'error',
  'example-mismatch': 'error',
  'operation-id-unique': 'error',
  'parameters-unique': 'error',
  'path-parameters': 'error',
  'paths-ambiguous': 'error',
  'range-empty': 'error',
  'ref-outside-repo': 'error',
  'ref-unresolved': 'error',
  'remote-ref': 'error',
  'schema-type': 'error',
  'security-undefined': 'error',
  'server-variables': 'error',
  'tags-unique': 'error',
  structure: 'error',
  'enum-duplicates': 'warning',
  'error-response-missing': 'warning',
  'pattern-not-ecma262': 'warning',
  'required-undefined': 'warning',
  'schema-keyword-unknown': 'warning',
  'schema-too-complex': 'warning',
  'success-response-missing': 'warning',
  'tool-failed': 'warning',
  'untyped-responses': 'warning',
} as const satisfies Record<string, SpecProblem['severity']>;

export type Rule = keyof typeof severities;

export const problem = (tool: SpecProblem['tool'], rule: Rule, pointer: string, message: string): SpecProblem => ({
  tool,
  rule,
  severity: severities[rule],
  message: clip(message),
  pointer: pointer.slice(0, limits.maxPointerChars),
});

/**
 * The pointer of a place that a tool reached through references, so that one place has one name. Steps beyond what the
 * document holds (a missing field) are kept as they are.
 */
export const canonicalPointer = (document: Json, path: readonly Step[]): string => {
  let steps: Step[] = [];
  let value: unknown = document;
  for (const step of path) {
    const key = String(step);
    for (let hop = 0; hop < 10 && isObject(value) && typeof value.$ref === 'string' && key !== '$ref'; hop++) {
      const target = referenceSteps(value.$ref);
      if (target === undefined) break;
      steps = target;
      value = valueAt(document, value.$ref);
    }
    steps.push(key);
    value = typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Json)[key] : undefined;
  }
  return pointerOf(steps);
};

const order: SpecProblem['tool'][] = ['assay', 'redocly', 'spectral', 'parser'];
const references: string[] = ['ref-outside-repo', 'remote-ref'] satisfies Rule[];
const subject = ({ rule }: SpecProblem): string => (references.includes(rule) ? 'ref-unresolved' : rule);

const near = (one: string, other: string): boolean => {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return long === short || (long.startsWith(`${short}/`) && long.slice(short.length).split('/').length <= 3);
};

const byPlace = (a: SpecProblem, b: SpecProblem): number =>
  a.severity.localeCompare(b.severity) || (a.pointer < b.pointer ? -1 : a.pointer > b.pointer ? 1 : 0);

/**
 * One problem for each place and rule: what a later tool says of the same subject at the same place, or up to two steps
 * above or below it, is left out. Sorted by severity and place, at most `limits.maxProblems`.
 */
export const mergeProblems = (problems: readonly SpecProblem[]): SpecProblem[] => {
  const sorted = problems.toSorted(byPlace);
  const kept: SpecProblem[] = [];
  for (const tool of order) {
    const told = [...kept];
    const own = new Map<string, SpecProblem>();
    for (const found of sorted) {
      if (found.tool !== tool || own.size >= limits.maxProblems) continue;
      const known = told.some((other) => subject(other) === subject(found) && near(other.pointer, found.pointer));
      if (!known) own.set(`${found.rule} ${found.pointer}`, found);
    }
    kept.push(...own.values());
  }
  return kept.sort(byPlace).slice(0, limits.maxProblems);
};
