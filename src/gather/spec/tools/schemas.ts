import type { SpecProblem } from '../../../core/artifact.ts';
import { isObject, pointerOf, toJsonSchema } from '../../../core/openapi.ts';
import { isPattern } from '../../../http/schema-copy.ts';
import { compileSchema } from '../../../http/schema-validator.ts';
import { problem, type Rule } from '../problem.ts';

type Json = Record<string, unknown>;
type Visit = (object: Json, steps: readonly string[]) => void;

/** Hold values of the API, not descriptions. */
const dataKeys = ['example', 'examples', 'default', 'enum', 'const'];
/** Their keys are names the author chose. */
const nameKeys = ['properties', 'patternProperties', '$defs', 'definitions', 'schemas', 'responses', 'parameters'];

/** Calls `visit` for every object of the document that may be a schema. */
const walk = (value: unknown, visit: Visit, steps: readonly string[] = [], named = false): void => {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) walk(item, visit, [...steps, String(index)]);
    return;
  }
  if (!isObject(value)) return;
  if (!named) visit(value, steps);
  for (const [key, inner] of Object.entries(value)) {
    if (!named && dataKeys.includes(key)) continue;
    walk(inner, visit, [...steps, key], !named && nameKeys.includes(key));
  }
};

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

/** Why the default does not fit its own schema; properties of requests or responses only may be absent. */
const mismatch = (schema: Json, document: Json): string | undefined => {
  if (!Object.hasOwn(schema, 'default')) return undefined;
  const { default: value, ...rest } = schema;
  const validate = compileSchema(toJsonSchema(rest, String(document.openapi)), document, 'either');
  const error = validate(value).errors.find(({ keyword }) => keyword !== 'format');
  return error && `the default ${JSON.stringify(value)?.slice(0, 100)} does not fit its schema: ${error.message}`;
};

/**
 * Schemas that no value satisfies, patterns of another dialect than ECMA-262 (JSON Schema 2020-12 Validation, section
 * 6.3.3), and defaults that do not fit (OpenAPI 3.0, section 4.7.24.1).
 */
export const checkSchemas = (document: Json): SpecProblem[] => {
  const problems: SpecProblem[] = [];
  walk(document, (schema, steps) => {
    const report = (rule: Rule, place: readonly string[], message: string | undefined) => {
      if (message !== undefined) problems.push(problem('assay', rule, pointerOf(place), message));
    };
    report('range-empty', steps, emptyRange(schema));
    report('pattern-not-ecma262', [...steps, 'pattern'], foreignPattern(schema));
    report('default-mismatch', [...steps, 'default'], mismatch(schema, document));
  });
  return problems;
};
