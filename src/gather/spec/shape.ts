import type { JsonSchema } from '../../core/challenge.ts';
import { isObject, resolveReference } from '../../core/openapi.ts';

type Json = Record<string, unknown>;

/** What a schema says of a value once references and combinations are put together. */
export type Shape = {
  /** JSON types without null, `integer` counted as `number`; empty when any may come. */
  types: Set<string>;
  /** Schemas of a property; several where combinations name it more than once. */
  properties: Map<string, JsonSchema[]>;
  /** Required in every case. */
  required: Set<string>;
  items: JsonSchema[];
  /** References followed to get here. */
  references: Set<string>;
};

const asSchema = (value: unknown): JsonSchema => (isObject(value) ? value : {});
const isNull = (schema: unknown): boolean => isObject(schema) && schema.type === 'null';

const typesOf = (schema: JsonSchema): Set<string> => {
  const names = [schema.type].flat().filter((name) => typeof name === 'string' && name !== 'null');
  if (names.length === 0 && isObject(schema.properties)) return new Set(['object']);
  if (names.length === 0 && isObject(schema.items)) return new Set(['array']);
  return new Set(names.map((name) => (name === 'integer' ? 'number' : String(name))));
};

const ownShape = (schema: JsonSchema): Shape => {
  const required = Array.isArray(schema.required) ? schema.required.filter((name) => typeof name === 'string') : [];
  return {
    types: typesOf(schema),
    properties: new Map(Object.entries(asSchema(schema.properties)).map(([name, inner]) => [name, [asSchema(inner)]])),
    required: new Set(required),
    items: isObject(schema.items) ? [schema.items] : [],
    references: new Set(),
  };
};

const addContent = (shape: Shape, part: Shape): void => {
  for (const [name, schemas] of part.properties)
    shape.properties.set(name, [...(shape.properties.get(name) ?? []), ...schemas]);
  shape.items.push(...part.items);
  for (const reference of part.references) shape.references.add(reference);
};

/** All of the parts hold. */
const addEvery = (shape: Shape, parts: readonly Shape[]): void => {
  for (const part of parts) {
    addContent(shape, part);
    if (shape.types.size === 0) shape.types = part.types;
    for (const name of part.required) shape.required.add(name);
  }
};

/** One of the parts holds. */
const addSome = (shape: Shape, parts: readonly Shape[]): void => {
  for (const part of parts) addContent(shape, part);
  if (shape.types.size === 0 && parts.every((part) => part.types.size > 0))
    shape.types = new Set(parts.flatMap((part) => [...part.types]));
  const [first, ...others] = parts;
  for (const name of first?.required ?? [])
    if (others.every((part) => part.required.has(name))) shape.required.add(name);
};

/**
 * The shape of a schema: `allOf` holds together, of `oneOf` and `anyOf` every property may come and only what all of
 * them require is required; null alternatives are left out. What a circle comes back to adds nothing.
 */
export const shapeOf = (schema: JsonSchema, document: Json, above: readonly string[] = []): Shape => {
  const { $ref: reference, ...beside } = schema;
  const shape = ownShape(beside);
  const within = (part: unknown): Shape => shapeOf(asSchema(part), document, above);
  if (typeof reference === 'string' && !above.includes(reference)) {
    shape.references.add(reference);
    const target = resolveReference({ $ref: reference }, document);
    addEvery(shape, [shapeOf(target, document, [...above, reference])]);
  }
  if (Array.isArray(beside.allOf)) addEvery(shape, beside.allOf.map(within));
  for (const parts of [beside.oneOf, beside.anyOf])
    if (Array.isArray(parts)) addSome(shape, parts.filter((part) => !isNull(part)).map(within));
  return shape;
};
