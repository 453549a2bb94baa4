import type { JsonSchema, Operation, OperationParameter } from './challenge.ts';

type Json = Record<string, unknown>;

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'] as const;
const placesOfParameters = ['path', 'query', 'header', 'cookie'] as const;
const maxReferenceHops = 32;

/** True for a JSON object: neither null nor an array. */
export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const objectAt = (holder: Json, key: string): Json => {
  const value = Object.hasOwn(holder, key) ? holder[key] : undefined;
  return isObject(value) ? value : {};
};

const textAt = (holder: Json, key: string): string | undefined => {
  const value = Object.hasOwn(holder, key) ? holder[key] : undefined;
  return typeof value === 'string' ? value : undefined;
};

const listAt = (holder: Json, key: string): unknown[] => {
  const value = Object.hasOwn(holder, key) ? holder[key] : undefined;
  return Array.isArray(value) ? value : [];
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** A JSON pointer of these steps (RFC 6901, section 3); '' is the whole document. */
export const pointerOf = (steps: readonly (string | number)[]): string =>
  steps.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/**
 * Steps of a reference within a document (`#`, `#/paths/~1orders`) as keys (RFC 6901, section 6); undefined for a
 * reference elsewhere.
 */
export const referenceSteps = (reference: string): string[] | undefined => {
  if (reference !== '#' && !reference.startsWith('#/')) return undefined;
  const steps = reference.split('/').slice(1);
  return steps.map((step) => decoded(step).replaceAll('~1', '/').replaceAll('~0', '~'));
};

/** What a reference within the document points to; undefined when nothing is there. */
export const valueAt = (document: Json, reference: string): unknown => {
  const steps = referenceSteps(reference);
  if (steps === undefined) return undefined;
  let value: unknown = document;
  for (const key of steps) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Json)[key];
  }
  return value;
};

/**
 * Follows `$ref` within the document until something else is found. Circular, overlong and dangling references, and
 * anything that is not an object, give `{}`.
 */
export const resolveReference = (value: unknown, document: Json): Json => {
  let current = value;
  for (let hop = 0; hop < maxReferenceHops; hop++) {
    if (!isObject(current)) return {};
    const reference = textAt(current, '$ref');
    if (reference === undefined) return current;
    current = valueAt(document, reference);
  }
  return {};
};

const schemaKeys = [
  'additionalProperties',
  'unevaluatedProperties',
  'propertyNames',
  'items',
  'unevaluatedItems',
  'contains',
  'not',
  'if',
  'then',
  'else',
];
const schemaListKeys = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const schemaMapKeys = ['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions'];

const changed = (key: string, value: unknown, change: (inner: unknown) => unknown): unknown => {
  if (schemaKeys.includes(key) && isObject(value)) return change(value);
  if (schemaListKeys.includes(key) && Array.isArray(value)) return value.map(change);
  if (schemaMapKeys.includes(key) && isObject(value))
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, change(inner)]));
  return value;
};

/**
 * Copies a schema, passing each schema directly inside it through `change`; other values are shared with the original.
 * Says nothing of `$ref`, which stays as it is.
 */
export const mapSubschemas = (schema: JsonSchema, change: (inner: unknown) => unknown): JsonSchema =>
  Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, changed(key, value, change)]));

const withExclusiveBound = (schema: JsonSchema, bound: 'minimum' | 'maximum', exclusive: string): void => {
  if (schema[exclusive] === true && typeof schema[bound] === 'number') {
    schema[exclusive] = schema[bound];
    delete schema[bound];
  } else if (typeof schema[exclusive] === 'boolean') delete schema[exclusive];
};

const withNull = (schema: JsonSchema): JsonSchema => {
  if (schema.nullable !== true) {
    delete schema.nullable;
    return schema;
  }
  delete schema.nullable;
  if (typeof schema.type !== 'string') return { anyOf: [schema, { type: 'null' }] };
  schema.type = [schema.type, 'null'];
  if (Array.isArray(schema.enum) && !schema.enum.includes(null)) schema.enum = [...schema.enum, null];
  return schema;
};

/**
 * A schema of the given OpenAPI version as JSON Schema 2020-12. From 3.1 on that is what it is already; a 3.0 schema
 * has `nullable`, boolean `exclusiveMinimum`/`exclusiveMaximum` and `example` translated, and what stands beside a
 * `$ref` dropped, as 3.0 says it is ignored. `nullable` without a type, or with an enum that lacks null, is taken to
 * allow null: generators write it so. References stay, and are of the original document.
 */
export const toJsonSchema = (schema: unknown, version: string): JsonSchema => {
  if (schema === false) return { not: {} };
  if (!isObject(schema)) return {};
  if (!version.startsWith('3.0')) return schema;
  const reference = textAt(schema, '$ref');
  if (reference !== undefined) return { $ref: reference };
  const copy = mapSubschemas(schema, (inner) => toJsonSchema(inner, version));
  withExclusiveBound(copy, 'minimum', 'exclusiveMinimum');
  withExclusiveBound(copy, 'maximum', 'exclusiveMaximum');
  if (Object.hasOwn(copy, 'example')) {
    copy.examples = [copy.example];
    delete copy.example;
  }
  return withNull(copy);
};

const pathOfUrl = (url: string): string => {
  const path = url.replace(/^[a-z][a-z0-9+.-]{0,20}:\/\/[^/]{0,300}/i, '').replace(/^\/{0,10}/, '/');
  return path.replace(/\/{1,10}$/, '');
};

/** Paths of `servers`, variables replaced by their defaults, without a trailing slash: `http://x/v2/` is `/v2`. */
const basePaths = (holder: Json): string[] => {
  const paths: string[] = [];
  for (const server of listAt(holder, 'servers')) {
    if (!isObject(server)) continue;
    let url = textAt(server, 'url') ?? '';
    for (const [name, variable] of Object.entries(objectAt(server, 'variables')))
      url = url.replaceAll(`{${name}}`, isObject(variable) ? (textAt(variable, 'default') ?? '') : '');
    paths.push(pathOfUrl(url));
  }
  return paths;
};

/** `application/json` first, then `...+json`, then whatever there is. */
const mainMediaType = (content: Json): string | undefined => {
  const types = Object.keys(content);
  const named = (test: RegExp) => types.find((type) => test.test(type));
  return named(/^application\/json\b/i) ?? named(/^[^;]{1,200}\+json\b/i) ?? types[0];
};

/** Reads one document; holds it and its version so that the parts need not pass them on. */
const readerOf = (document: Json) => {
  const version = textAt(document, 'openapi') ?? '';

  const schemaIn = (mediaType: unknown): JsonSchema | undefined => {
    const object = resolveReference(mediaType, document);
    return Object.hasOwn(object, 'schema') ? toJsonSchema(object.schema, version) : undefined;
  };

  const parameters = (...lists: unknown[][]): OperationParameter[] => {
    const found = new Map<string, OperationParameter>();
    for (const item of lists.flat()) {
      const parameter = resolveReference(item, document);
      const name = textAt(parameter, 'name');
      const place = placesOfParameters.find((candidate) => candidate === parameter.in);
      if (name === undefined || place === undefined) continue;
      const schema = schemaIn(parameter) ?? schemaIn(Object.values(objectAt(parameter, 'content'))[0]) ?? {};
      found.set(`${place} ${name}`, { name, in: place, required: parameter.required === true, schema });
    }
    return [...found.values()];
  };

  const requestBody = (operation: Json): Operation['requestBody'] => {
    const body = resolveReference(operation.requestBody, document);
    const content = objectAt(body, 'content');
    const mediaType = mainMediaType(content);
    if (mediaType === undefined) return undefined;
    return { required: body.required === true, mediaType, schema: schemaIn(content[mediaType]) ?? {} };
  };

  const responses = (operation: Json): Operation['responses'] => {
    const found: [string, Operation['responses'][string]][] = [];
    for (const [status, item] of Object.entries(objectAt(operation, 'responses'))) {
      if (status.startsWith('x-')) continue;
      const response = resolveReference(item, document);
      const mediaTypes = Object.entries(objectAt(response, 'content')).map(([type, value]) => [type, schemaIn(value)]);
      const headers = Object.keys(objectAt(response, 'headers')).map((name) => name.toLowerCase());
      const key = /^[1-5]xx$/i.test(status) ? status.toUpperCase() : status;
      found.push([key, { mediaTypes: Object.fromEntries(mediaTypes), headers }]);
    }
    return Object.fromEntries(found);
  };

  const security = (operation: Json): string[] => {
    const alternatives = listAt(Array.isArray(operation.security) ? operation : document, 'security').filter(isObject);
    if (alternatives.some((alternative) => Object.keys(alternative).length === 0)) return [];
    return [...new Set(alternatives.flatMap((alternative) => Object.keys(alternative)))];
  };

  return (method: string, path: string, item: Json, operation: Json): Operation => ({
    operationId: textAt(operation, 'operationId') ?? `${method} ${path}`,
    method,
    path,
    parameters: parameters(listAt(item, 'parameters'), listAt(operation, 'parameters')),
    requestBody: requestBody(operation),
    responses: responses(operation),
    security: security(operation),
    deprecated: operation.deprecated === true,
  });
};

/**
 * The operations of a parsed OpenAPI 3.x document, in its order; whatever is malformed is left out, never thrown at.
 * Paths begin with the path of the first server, as the specification says (`basePath` replaces that), and header names
 * are lower case. An operation without `operationId` is called `METHOD /path`. Schemas are JSON Schema 2020-12 whose
 * references still point into `document`: follow them by `resolveReference`, validate with `compileSchema`.
 */
export const readOperations = (document: Json, basePath = basePaths(document)[0] ?? ''): Operation[] => {
  const read = readerOf(document);
  const found: Operation[] = [];
  for (const [template, value] of Object.entries(objectAt(document, 'paths'))) {
    // `//host` and `/\host` would name another host
    if (!/^\/(?![/\\])/.test(template)) continue;
    const item = resolveReference(value, document);
    const named = methods.map((method): [string, unknown] => [method.toUpperCase(), item[method]]);
    for (const [method, operation] of [...named, ...Object.entries(objectAt(item, 'additionalOperations'))]) {
      if (!isObject(operation)) continue;
      const base = basePaths(operation)[0] ?? basePaths(item)[0] ?? basePath;
      found.push(read(method, `${base}${template}`, item, operation));
    }
  }
  return found;
};

/** A path template without its parameter names: `/orders/{id}` and `/orders/{orderId}` are one place. */
export const templateKey = (template: string): string => template.replaceAll(/\{[^{}]{0,200}\}/g, '{}');

const placeOf = ({ method, path }: Operation): string => `${method} ${templateKey(path)}`;

/**
 * Reads a document that describes the same API as `contract` in its own words: with the base path of its first server,
 * of another, or none at all, whichever makes most of its operations those of the contract.
 */
export const readMatchingOperations = (document: Json, contract: Iterable<Operation>): Operation[] => {
  const places = new Set([...contract].map(placeOf));
  let best = readOperations(document);
  let most = best.filter((operation) => places.has(placeOf(operation))).length;
  for (const basePath of new Set([...basePaths(document), ''])) {
    const operations = readOperations(document, basePath);
    const matching = operations.filter((operation) => places.has(placeOf(operation))).length;
    if (matching > most) [best, most] = [operations, matching];
  }
  return best;
};

type Match = 'literal' | 'mixed' | 'parameter' | undefined;

/** How a segment of a template fits a segment of a path; literal text around parameters must be there in order. */
const matchSegment = (template: string, segment: string): Match => {
  const texts = template.split(/\{[^{}]{0,200}\}/);
  const [first = '', ...rest] = texts;
  if (rest.length === 0) return decoded(template) === segment ? 'literal' : undefined;
  if (!segment.startsWith(first)) return undefined;
  const last = rest.pop() ?? '';
  let position = first.length;
  for (const text of rest) {
    position = segment.indexOf(text, position + 1);
    if (position === -1) return undefined;
    position += text.length;
  }
  if (!segment.endsWith(last) || segment.length - last.length <= position) return undefined;
  return texts.every((text) => text === '') ? 'parameter' : 'mixed';
};

const rank = { literal: 2, mixed: 1, parameter: 0 };

/** Rank of each segment as text, so that the greater text is the more literal template from the left. */
const matchPath = (template: string, segments: readonly string[]): string | undefined => {
  const parts = template.split('/');
  if (parts.length !== segments.length) return undefined;
  let ranks = '';
  for (const [index, part] of parts.entries()) {
    const match = matchSegment(part, segments[index] ?? '');
    if (match === undefined) return undefined;
    ranks += rank[match];
  }
  return ranks;
};

/**
 * The operation a request belongs to, by method and concrete path (a query is ignored). Where several templates fit,
 * literal segments win over parameters, from the left (OpenAPI 3.1, section 4.8.8.2).
 */
export const matchOperation = (
  operations: Iterable<Operation>,
  method: string,
  path: string,
): Operation | undefined => {
  const segments = (path.split(/[?#]/, 1)[0] ?? '').split('/').map(decoded);
  let best: { operation: Operation; ranks: string } | undefined;
  for (const operation of operations) {
    if (operation.method !== method.toUpperCase()) continue;
    const ranks = matchPath(operation.path, segments);
    if (ranks !== undefined && (best === undefined || ranks > best.ranks)) best = { operation, ranks };
  }
  return best?.operation;
};
