import type { SpecProblem } from '../../../core/artifact.ts';
import { isObject, pointerOf, resolveReference, toJsonSchema } from '../../../core/openapi.ts';
import { compileSchema, type SchemaResult } from '../../../http/schema-validator.ts';
import { problem, type Rule } from '../problem.ts';
import { walk } from './walk.ts';

type Json = Record<string, unknown>;
type Steps = readonly string[];

/** A value the document gives, and the schema it should fit. */
type Given = { rule: Rule; schema: Json; value: unknown; steps: Steps };

/** Schemas that could not be judged in time before the rest is left alone. */
const maxUnjudged = 3;

const isForeignMediaType = (steps: Steps): boolean =>
  steps.at(-2) === 'content' && !/\bjson\b|^\*\/\*/i.test(steps.at(-1) ?? '');

/** `example` and `examples` of a schema, or of a media type, parameter or header beside its `schema`. */
const examplesOf = (object: Json, steps: Steps, document: Json): Given[] => {
  const given = (schema: Json, value: unknown, ...inner: string[]): Given => ({
    rule: 'example-mismatch',
    schema,
    value,
    steps: [...steps, ...inner],
  });
  if (!Object.hasOwn(object, 'schema')) {
    const { example, examples, default: _, ...schema } = object;
    const several = Array.isArray(examples) ? examples : [];
    return [
      given(schema, example, 'example'),
      ...several.map((value, index) => given(schema, value, 'examples', String(index))),
    ];
  }
  const { schema, example, examples } = object;
  if (!isObject(schema) || isForeignMediaType(steps)) return [];
  const named = Object.entries(isObject(examples) ? examples : {}).map(([name, item]) => {
    const { value, dataValue } = resolveReference(item, document);
    return given(schema, value ?? dataValue, 'examples', name);
  });
  return [given(schema, example, 'example'), ...named];
};

const defaultOf = (object: Json, steps: Steps): Given[] => {
  if (!Object.hasOwn(object, 'default')) return [];
  const { default: value, example: _, examples: __, ...schema } = object;
  return [{ rule: 'default-mismatch', schema, value, steps: [...steps, 'default'] }];
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The schema's verdict; the text of a JSON value is as good as the value. */
const judge = ({ schema, value }: Given, document: Json): SchemaResult => {
  const validate = compileSchema(toJsonSchema(schema, String(document.openapi)), document, 'either');
  const result = validate(value);
  const data = typeof value === 'string' && !result.valid ? parsed(value) : undefined;
  return data === undefined ? result : validate(data);
};

/**
 * Examples and defaults that do not fit their own schema (OpenAPI 3.0, sections 4.7.14 and 4.7.24). Formats are
 * annotations, null stands for no example, and what only requests or only responses hold may be absent.
 */
export const checkValues = (document: Json): SpecProblem[] => {
  const given: Given[] = [];
  walk(document, (object, steps) => given.push(...examplesOf(object, steps, document), ...defaultOf(object, steps)));
  const problems: SpecProblem[] = [];
  let unjudged = 0;
  for (const one of given) {
    if (one.value === undefined || one.value === null || unjudged >= maxUnjudged) continue;
    const result = judge(one, document);
    if (result.unjudged !== undefined) {
      unjudged += 1;
      problems.push(problem('assay', 'schema-too-complex', pointerOf(one.steps), result.unjudged));
    }
    const error = result.errors.find(({ keyword }) => keyword !== 'format');
    if (error === undefined) continue;
    const what = one.rule === 'default-mismatch' ? 'default' : 'example';
    const message = `the ${what} does not fit its schema: ${error.message}`;
    problems.push(problem('assay', one.rule, `${pointerOf(one.steps)}${error.pointer}`, message));
  }
  return problems;
};
