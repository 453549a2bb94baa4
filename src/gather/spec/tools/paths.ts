import type { SpecProblem } from '../../../core/artifact.ts';
import type { JsonSchema, Operation } from '../../../core/challenge.ts';
import { isObject, pointerOf, readOperations, resolveReference } from '../../../core/openapi.ts';
import { problem } from '../problem.ts';

type Json = Record<string, unknown>;

const checkTemplates = (document: Json): SpecProblem[] => {
  const paths = isObject(document.paths) ? Object.keys(document.paths) : [];
  const wrong = paths.filter((path) => !/^\/(?![/\\])/.test(path) && !path.startsWith('x-'));
  return wrong.map((path) => {
    const message = `the path ${JSON.stringify(path)} does not begin with exactly one slash`;
    return problem('assay', 'bad-path', pointerOf(['paths', path]), message);
  });
};

/** The schema says something of the value: a type other than a bare object, a property, a choice of values. */
const isTyped = (schema: JsonSchema | undefined, document: Json, depth = 0): boolean => {
  if (schema === undefined || depth > 8) return false;
  const resolved = resolveReference(schema, document);
  if (isObject(resolved.properties) && Object.keys(resolved.properties).length > 0) return true;
  if (isObject(resolved.items)) return isTyped(resolved.items, document, depth + 1);
  if (isObject(resolved.additionalProperties)) return isTyped(resolved.additionalProperties, document, depth + 1);
  const parts = [resolved.allOf, resolved.anyOf, resolved.oneOf].filter(Array.isArray).flat().filter(isObject);
  if (parts.some((part) => isTyped(part, document, depth + 1))) return true;
  const type = [resolved.type].flat().find((name) => name !== 'null');
  return 'enum' in resolved || 'const' in resolved || (typeof type === 'string' && !['object', 'array'].includes(type));
};

/** JSON success responses that should carry a body, each with its schema. */
const successBodies = (operations: readonly Operation[]): (JsonSchema | undefined)[] => {
  const bodies: (JsonSchema | undefined)[] = [];
  for (const { method, responses } of operations) {
    for (const [status, { mediaTypes }] of Object.entries(responses)) {
      if (!/^2(0[0-3]|XX)$/.test(status)) continue;
      const types = Object.keys(mediaTypes);
      const json = types.find((type) => /\bjson\b|^\*\/\*/i.test(type));
      if (json !== undefined) bodies.push(mediaTypes[json]);
      else if (types.length === 0 && method === 'GET') bodies.push(undefined);
    }
  }
  return bodies;
};

/** Operations that can be called wrongly, and do not say what happens then. */
const checkErrors = (operations: readonly Operation[]): SpecProblem[] => {
  const problems: SpecProblem[] = [];
  for (const { method, path, parameters, requestBody, security, responses } of operations) {
    const hasInput = parameters.length > 0 || requestBody !== undefined || security.length > 0;
    if (!hasInput || Object.keys(responses).some((status) => /^(4|default$)/.test(status))) continue;
    const place = pointerOf(['paths', path, method.toLowerCase(), 'responses']);
    problems.push(problem('assay', 'error-response-missing', place, 'no response says what happens to a bad request'));
  }
  return problems;
};

/**
 * Paths begin with one slash (OpenAPI 3.1, section 4.8.8.1). Good documents also say what comes back, in success and in
 * failure.
 */
export const checkPaths = (document: Json): SpecProblem[] => {
  const operations = readOperations(document, '');
  const problems = [...checkTemplates(document), ...checkErrors(operations)];
  const bodies = successBodies(operations);
  const typed = bodies.filter((schema) => isTyped(schema, document)).length;
  if (2 * typed < bodies.length) {
    const message = `only ${typed} of ${bodies.length} success responses describe what they hold`;
    problems.push(problem('assay', 'untyped-responses', '/paths', message));
  }
  return problems;
};
