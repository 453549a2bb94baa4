import type { SpecProblem } from '../../../core/artifact.ts';
import { pointerOf } from '../../../core/openapi.ts';
import { isPattern } from '../../../http/schema-copy.ts';
import { problem } from '../problem.ts';
import { walk } from './walk.ts';

type Json = Record<string, unknown>;

const ranges = [
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
  ['minProperties', 'maxProperties'],
  ['minContains', 'maxContains'],
  ['minimum', 'maximum'],
] as const;

/** The bound as a number, and whether it is itself excluded (a boolean beside it in 3.0, a number from 3.1 on). */
const boundOf = (
  schema: Json,
  name: string,
  exclusiveName: string,
): { value: number; exclusive: boolean } | undefined => {
  const exclusive = schema[exclusiveName];
  if (typeof exclusive === 'number') return { value: exclusive, exclusive: true };
  const value = schema[name];
  return typeof value === 'number' ? { value, exclusive: exclusive === true } : undefined;
};

const emptyRange = (schema: Json): string | undefined => {
  for (const [low, high] of ranges) {
    const from = boundOf(schema, low, 'exclusiveMinimum');
    const to = boundOf(schema, high, 'exclusiveMaximum');
    if (from === undefined || to === undefined) continue;
    const empty = from.value > to.value || (from.value === to.value && (from.exclusive || to.exclusive));
    if (empty) return `no value fits: ${low} is ${from.value} and ${high} is ${to.value}`;
  }
  return undefined;
};

const foreignPattern = ({ pattern }: Json): string | undefined => {
  if (typeof pattern !== 'string' || isPattern(pattern)) return undefined;
  return `the pattern ${JSON.stringify(pattern)} is no ECMA-262 regular expression: it is not checked`;
};

/**
 * Schemas that no value satisfies, and patterns of another dialect than ECMA-262 (JSON Schema 2020-12 Validation,
 * section 6.3.3).
 */
export const checkSchemas = (document: Json): SpecProblem[] => {
  const problems: SpecProblem[] = [];
  walk(document, (schema, steps) => {
    const range = emptyRange(schema);
    if (range !== undefined) problems.push(problem('assay', 'range-empty', pointerOf(steps), range));
    const pattern = foreignPattern(schema);
    if (pattern === undefined) return;
    problems.push(problem('assay', 'pattern-not-ecma262', pointerOf([...steps, 'pattern']), pattern));
  });
  return problems;
};
