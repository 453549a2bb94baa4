import { isObject } from '../../../core/openapi.ts';

type Json = Record<string, unknown>;
type Visit = (object: Json, steps: readonly string[]) => void;

/** Hold values of the API, not descriptions. */
const dataKeys = ['example', 'examples', 'default', 'enum', 'const'];
/** Their keys are names the author chose. */
const nameKeys = ['properties', 'patternProperties', '$defs', 'definitions', 'schemas', 'responses', 'parameters'];

/** Calls `visit` for every object of the document that the specification gives a meaning, values of the API left out. */
export const walk = (value: unknown, visit: Visit, steps: readonly string[] = [], named = false): void => {
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
