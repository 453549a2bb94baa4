import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pointerOf, referenceSteps, valueAt } from '../../../../src/core/openapi.ts';
import { parseSpec } from '../../../../src/gather/spec/parse.ts';
import { bundle } from '../../../../src/gather/spec/references.ts';
import { validateSpec } from '../../../../src/gather/spec/validate.ts';
import { documentOf, shop } from './documents.ts';

type Defect = {
  name: string;
  /** Where the correct document is changed, and to what; nothing removes the place. */
  at: string;
  to?: unknown;
  rule: string;
  /** Where the problem is reported; default: where it was made. */
  pointer?: string;
  /** Versions in which it is a defect; default: all. */
  versions?: string[];
};

const list = '/paths/~1items/get';
const item = '/paths/~1items~1{id}/get';
const json = 'responses/200/content/application~1json';
const schema = '/components/schemas/Item';
const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
const operation = { responses: { 200: { description: 'ok' } } };

const defects: Defect[] = [
  { name: 'undeclared path parameter', at: `${item}/parameters`, to: [], rule: 'path-parameters' },
  {
    name: 'path parameter not in the path',
    at: `${item}/parameters/1`,
    to: { ...id, name: 'x' },
    rule: 'path-parameters',
    pointer: `${item}/parameters/1/name`,
  },
  { name: 'optional path parameter', at: `${item}/parameters/0/required`, to: false, rule: 'structure' },
  { name: 'duplicate parameter', at: `${item}/parameters/1`, to: id, rule: 'parameters-unique' },
  { name: 'duplicate operationId', at: `${item}/operationId`, to: 'listItems', rule: 'operation-id-unique' },
  {
    name: 'dangling reference',
    at: `${item}/${json}/schema`,
    to: { $ref: '#/components/schemas/Nope' },
    rule: 'ref-unresolved',
  },
  { name: 'no responses', at: `${list}/responses`, rule: 'structure', pointer: list, versions: ['3.0.3'] },
  {
    name: 'response without description',
    at: `${list}/responses/200/description`,
    rule: 'structure',
    pointer: `${list}/responses/200`,
    versions: ['3.0.3', '3.1.0'],
  },
  { name: 'status code 99', at: `${list}/responses/99`, to: { description: 'x' }, rule: 'structure' },
  { name: 'unknown field', at: `${list}/responsez`, to: {}, rule: 'structure' },
  {
    name: 'undefined security scheme',
    at: '/security',
    to: [{ nobody: [] }],
    rule: 'security-undefined',
    pointer: '/security/0/nobody',
  },
  { name: 'unknown type', at: `${schema}/properties/price/type`, to: 'strng', rule: 'structure' },
  {
    name: 'required property that is not described',
    at: `${schema}/required/2`,
    to: 'ghost',
    rule: 'required-undefined',
  },
  {
    name: 'wrong example of a schema',
    at: `${schema}/example`,
    to: { id: 5, name: 'a' },
    rule: 'example-mismatch',
    pointer: `${schema}/example/id`,
  },
  {
    name: 'wrong example of a response',
    at: `${item}/${json}/example`,
    to: { id: 5, name: 'a' },
    rule: 'example-mismatch',
    pointer: `${item}/${json}/example/id`,
  },
  {
    name: 'wrong named example',
    at: `${item}/${json}/examples`,
    to: { one: { value: 1 } },
    rule: 'example-mismatch',
    pointer: `${item}/${json}/examples/one`,
  },
  { name: 'wrong example of a parameter', at: `${list}/parameters/0/example`, to: 0, rule: 'example-mismatch' },
  { name: 'wrong default', at: `${list}/parameters/0/schema/default`, to: 0, rule: 'default-mismatch' },
  {
    name: 'paths that are the same',
    at: '/paths/~1items~1{key}',
    to: { get: { ...operation, parameters: [{ ...id, name: 'key' }] } },
    rule: 'paths-ambiguous',
  },
  { name: 'path without a slash', at: '/paths/@evil.test~1x', to: { get: operation }, rule: 'bad-path' },
  { name: 'path with two slashes', at: '/paths/~1~1evil.test~1x', to: { get: operation }, rule: 'bad-path' },
  {
    name: 'minimum over maximum',
    at: `${list}/parameters/0/schema/minimum`,
    to: 101,
    rule: 'range-empty',
    pointer: `${list}/parameters/0/schema`,
  },
  {
    name: 'minLength over maxLength',
    at: '/components/schemas/NewItem/properties/name/minLength',
    to: 101,
    rule: 'range-empty',
    pointer: '/components/schemas/NewItem/properties/name',
  },
  { name: 'broken pattern', at: `${schema}/properties/id/pattern`, to: '([a-z', rule: 'pattern-not-ecma262' },
  { name: 'foreign pattern', at: `${schema}/properties/id/pattern`, to: '\\A(?i)x\\Z', rule: 'pattern-not-ecma262' },
  {
    name: 'enum of another type',
    at: `${schema}/properties/status/enum`,
    to: [1],
    rule: 'enum-type',
    pointer: `${schema}/properties/status/enum/0`,
  },
];

const change = (document: Record<string, unknown>, { at, to }: Defect): void => {
  const steps = referenceSteps(`#${at}`) ?? [];
  const key = steps.at(-1) ?? '';
  const holder = valueAt(document, `#${pointerOf(steps.slice(0, -1))}`) as Record<string, unknown>;
  if (to === undefined) delete holder[key];
  else holder[key] = structuredClone(to);
};

describe.each(['3.0.3', '3.1.0', '3.2.0'])('OpenAPI %s', (version) => {
  test('finds nothing in a correct document', async () => {
    expect(await validateSpec(shop(version), version, [])).toEqual([]);
  });

  const ofVersion = defects.filter(({ versions }) => versions?.includes(version) ?? true);

  test.each(ofVersion)('finds: $name', async (defect) => {
    const document = shop(version);
    change(document, defect);
    const found = await validateSpec(document, version, []);
    expect(found.map((one) => `${one.rule} ${one.pointer}`)).toContain(`${defect.rule} ${defect.pointer ?? defect.at}`);
    expect(found.filter(({ severity }) => severity === 'error').length).toBeLessThanOrEqual(1);
  });
});

describe('documents as frameworks write them', () => {
  test.each(['fastapi.json', 'nestjs.json', 'springdoc.json', 'hand-written.yaml'])(
    '%s has no errors',
    async (name) => {
      const bytes = readFileSync(join(import.meta.dirname, 'documents', name));
      const { document, version } = parseSpec(bytes, name);
      const found = await validateSpec(document, version, bundle(document));
      expect(found.filter(({ rule }) => rule !== 'error-response-missing')).toEqual([]);
    },
  );
});

describe('what is right and looks wrong', () => {
  const schemas: Record<string, unknown> = {
    'readOnly half of an example': {
      type: 'object',
      required: ['id'],
      properties: { id: { readOnly: true } },
      example: {},
    },
    'format of an example': { type: 'string', format: 'date-time', example: 'tomorrow' },
    'annotation of JSON Schema': { type: 'string', contentMediaType: 'image/png', 'not-a-keyword': true },
    'property called example': {
      type: 'object',
      properties: { example: { type: 'string' }, default: { type: 'integer' } },
    },
    'data that looks like a schema': { type: 'object', example: { minimum: 2, maximum: 1, pattern: '(' } },
    circle: { type: 'object', properties: { parent: { $ref: '#/components/schemas/A' } }, example: { parent: {} } },
    'null default': { type: ['string', 'null'], default: null },
    'escaped dash': { type: 'string', pattern: '^[\\w-.]+\\-$', example: 'a-' },
  };

  test.each(Object.keys(schemas))('%s', async (name) => {
    const document = documentOf({ schemas: { A: schemas[name] } });
    const found = await validateSpec(document, '3.1.0', []);
    expect(found.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

test('a pattern that takes forever is given up, and told', async () => {
  const schemas = { A: { type: 'string', pattern: '^(a+)+$', default: `${'a'.repeat(40)}!` } };
  const found = await validateSpec(documentOf({ schemas }), '3.1.0', []);
  expect(found.map(({ rule }) => rule)).toEqual(['schema-too-complex']);
});

test('says when most responses describe nothing', async () => {
  const paths = { '/a': { get: { responses: { 200: { description: 'ok' } } } } };
  const [found] = await validateSpec(documentOf({ paths }), '3.1.0', []);
  expect(found).toMatchObject({ rule: 'untyped-responses', severity: 'warning' });
});

test('reports at most 200 problems, errors first', async () => {
  const schemas = Object.fromEntries(
    Array.from({ length: 300 }, (_, index) => [`S${index}`, { minimum: 2, maximum: 1, pattern: '(' }]),
  );
  const found = await validateSpec(documentOf({ schemas }), '3.1.0', []);
  expect(found).toHaveLength(200);
  expect(new Set(found.map(({ severity }) => severity))).toEqual(new Set(['error']));
});

test('any JSON in the place of anything is survived', async () => {
  const places = [
    [],
    ['paths'],
    ['components'],
    ['components', 'schemas', 'Item'],
    ['paths', '/items'],
    ['paths', '/items', 'get'],
    ['servers'],
    ['security'],
    ['info'],
  ];
  const property = fc.asyncProperty(fc.constantFrom(...places), fc.jsonValue({ maxDepth: 3 }), async (place, value) => {
    const document = shop();
    const last = place.at(-1);
    const holder = place.slice(0, -1).reduce((inner, key) => inner[key], document);
    if (last !== undefined) holder[last] = value;
    expect(Array.isArray(await validateSpec(document, '3.1.0', bundle(document)))).toBe(true);
  });
  await fc.assert(property, { numRuns: 30 });
}, 30_000);
