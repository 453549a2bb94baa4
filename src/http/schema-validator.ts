import { createContext, Script } from 'node:vm';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { JsonSchema } from '../core/challenge.ts';
import { type SchemaUse, selfContained } from './schema-copy.ts';

export type SchemaError = {
  /** JSON pointer into the value. */
  pointer: string;
  message: string;
  /** The keyword that did not hold, e.g. `type`, `required`, `format`. */
  keyword: string;
};

export type SchemaResult = {
  valid: boolean;
  /** What did not hold, up to the first that settles it. */
  errors: SchemaError[];
  /** Why the value was not judged; it counts as valid then. */
  unjudged?: string;
};

export type SchemaValidator = (value: unknown) => SchemaResult;

/** Wall time for compiling a schema and for judging one value; foreign patterns and combinations may take forever. */
const deadlineMs = 1_000;
const maxErrors = 20;

const context = createContext({ task: () => {} });
const script = new Script('task()');

/** Runs `task` until the deadline, which interrupts even a regular expression. */
const withDeadline = <T>(task: () => T): T => {
  let result: { value: T } | undefined;
  context.task = () => {
    result = { value: task() };
  };
  script.runInContext(context, { timeout: deadlineMs });
  if (result === undefined) throw new Error('the task left no result');
  return result.value;
};

const unjudged = (reason: string): SchemaResult => ({ valid: true, errors: [], unjudged: reason });

const reasonOf = (cause: unknown): string => {
  // the error is of the other context, whose Error is another
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  if (code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return `the schema takes longer than ${deadlineMs} ms`;
  if (cause instanceof RangeError) return 'the schema or the value is nested too deeply';
  return `the schema cannot be used: ${cause instanceof Error ? cause.message.slice(0, 200) : String(cause)}`;
};

/** With the `u` flag as JSON Schema asks, without where only that compiles; all others were dropped before. */
const regExp = (pattern: string): RegExp => {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return new RegExp(pattern);
  }
};

const compile = (schema: JsonSchema): ValidateFunction => {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: false,
    validateSchema: false,
    logger: false,
    meta: false,
    code: { regExp: Object.assign(regExp, { code: 'new RegExp' }) },
  });
  addFormats.default(ajv);
  return ajv.compile(schema);
};

const readable = ({ instancePath, message, keyword, params }: ErrorObject): SchemaError => {
  const extra = 'additionalProperty' in params ? ` (\`${String(params.additionalProperty).slice(0, 100)}\`)` : '';
  const allowed = 'allowedValues' in params ? `: ${JSON.stringify(params.allowedValues).slice(0, 200)}` : '';
  return { pointer: instancePath.slice(0, 500), message: `${message}${extra}${allowed}`, keyword };
};

const validatorOf = (schema: JsonSchema, document: Record<string, unknown>, use: SchemaUse): SchemaValidator => {
  let validate: ValidateFunction;
  let broken: string | undefined;
  try {
    validate = withDeadline(() => compile(selfContained(schema, document, use)));
  } catch (cause) {
    broken = reasonOf(cause);
  }
  return (value) => {
    if (broken !== undefined) return unjudged(broken);
    try {
      const valid = withDeadline(() => validate(value));
      return { valid, errors: valid ? [] : (validate.errors ?? []).slice(0, maxErrors).map(readable) };
    } catch (cause) {
      broken = reasonOf(cause);
      return unjudged(broken);
    }
  };
};

const known = new WeakMap<Record<string, unknown>, WeakMap<JsonSchema, Map<SchemaUse, SchemaValidator>>>();

/**
 * A validator for a schema as `readOperations` gives it, references into `document` included, by the rules of JSON
 * Schema 2020-12 with formats. Hostile schemas do no harm: patterns of other dialects are dropped, size, depth and time
 * are limited, and what cannot be judged counts as valid and says so. Never throws. The same schema and document give
 * the same validator.
 * @param use which half of the properties may be required: `writeOnly` ones are not in a response, `readOnly` ones not
 *   in a request; `either` requires neither
 */
export const compileSchema = (
  schema: JsonSchema,
  document: Record<string, unknown>,
  use: SchemaUse = 'response',
): SchemaValidator => {
  const ofDocument = known.get(document) ?? new WeakMap<JsonSchema, Map<SchemaUse, SchemaValidator>>();
  known.set(document, ofDocument);
  const ofSchema = ofDocument.get(schema) ?? new Map<SchemaUse, SchemaValidator>();
  ofDocument.set(schema, ofSchema);
  const validator = ofSchema.get(use) ?? validatorOf(schema, document, use);
  ofSchema.set(use, validator);
  return validator;
};
