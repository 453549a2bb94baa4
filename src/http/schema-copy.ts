import type { JsonSchema } from '../core/challenge.ts';
import { isObject, mapSubschemas, resolveReference, toJsonSchema, valueAt } from '../core/openapi.ts';

/** Where a value of the schema is met; decides which required properties may be absent. */
export type SchemaUse = 'request' | 'response' | 'either';

const maxNodes = 20_000;
const maxDepth = 100;
/** Would change what references mean, or where they are looked up. */
const identifiers = ['$id', 'id', '$schema', '$anchor', '$dynamicAnchor', '$dynamicRef', '$defs', 'definitions'];

/** Letters that mean something after a backslash in other dialects (`\\Z`, `\\A`, `\\h`), and themselves here. */
const foreignEscape = /\\[aeghijlmoqyzACEFGHIJKLMNOQRTUVXYZ]/;

/** The text is a regular expression of ECMA-262 that means here what its author meant, with the `u` flag or without. */
export const isPattern = (pattern: string): boolean => {
  for (const flags of ['u', '']) {
    try {
      new RegExp(pattern, flags);
      return flags === 'u' || !foreignEscape.test(pattern.replaceAll('\\\\', ''));
    } catch {}
  }
  return false;
};

/** Without patterns that are no ECMA-262: they say nothing that could be checked. */
const withoutForeignPatterns = (schema: JsonSchema): JsonSchema => {
  const { pattern, patternProperties, ...rest } = schema;
  if (typeof pattern === 'string' && isPattern(pattern)) rest.pattern = pattern;
  if (isObject(patternProperties))
    rest.patternProperties = Object.fromEntries(Object.entries(patternProperties).filter(([name]) => isPattern(name)));
  return rest;
};

const isOtherHalf = ({ writeOnly, readOnly }: JsonSchema, use: SchemaUse): boolean =>
  (writeOnly === true && use !== 'request') || (readOnly === true && use !== 'response');

/**
 * Copies a schema together with everything its references lead to into one that stands alone: references become
 * `#/$defs/<number>`, those that lead nowhere allow anything.
 * @throws RangeError over 20 000 schemas or 100 levels
 */
export const selfContained = (root: JsonSchema, document: Record<string, unknown>, use: SchemaUse): JsonSchema => {
  const version = String(document.openapi ?? '');
  const names = new Map<string, string>();
  const definitions: [string, JsonSchema][] = [];
  let nodes = 0;

  const isOwed = (property: unknown): boolean => {
    const beside = isObject(property) && isOtherHalf(property, use);
    return !beside && !isOtherHalf(resolveReference(property, document), use);
  };

  const relaxed = (schema: JsonSchema): JsonSchema => {
    const { required, properties } = schema;
    if (!Array.isArray(required) || !isObject(properties)) return schema;
    const owed = required.filter((name) => !Object.hasOwn(properties, name) || isOwed(properties[name]));
    return { ...schema, required: owed };
  };

  const copy = (value: unknown, depth: number): unknown => {
    if (!isObject(value)) return value;
    if (++nodes > maxNodes || depth > maxDepth) throw new RangeError('schema too complex');
    const kept = Object.entries(value).filter(([key]) => !identifiers.includes(key));
    const schema = relaxed(withoutForeignPatterns(Object.fromEntries(kept)));
    const inner = mapSubschemas(schema, (part) => copy(part, depth + 1));
    return typeof inner.$ref === 'string' ? { ...inner, $ref: `#/$defs/${nameOf(inner.$ref)}` } : inner;
  };

  const nameOf = (reference: string): string => {
    const known = names.get(reference);
    if (known !== undefined) return known;
    const name = String(names.size);
    names.set(reference, name);
    const target = copy(toJsonSchema(valueAt(document, reference), version), 0);
    definitions.push([name, isObject(target) ? target : {}]);
    return name;
  };

  const schema = copy(root, 0);
  return { ...(isObject(schema) ? schema : {}), $defs: Object.fromEntries(definitions) };
};
