import { describe, expect, test } from 'vitest';
import { compileSchema } from '../../../src/http/schema-validator.ts';

const node = {
  type: 'object',
  required: ['id', 'secret'],
  properties: {
    id: { type: 'string', readOnly: true },
    secret: { type: 'string', writeOnly: true },
    next: { $ref: '#/components/schemas/Node' },
    size: { type: 'integer', nullable: true, minimum: 0, exclusiveMinimum: true },
  },
};
const document = {
  openapi: '3.0.3',
  components: { schemas: { Node: node, Loop: { $ref: '#/components/schemas/Loop' } } },
};
const reference = { $ref: '#/components/schemas/Node' };
const modern = { openapi: '3.1.0' };

describe('compileSchema', () => {
  test('follows references, circles included, and translates 3.0', () => {
    const validate = compileSchema(reference, document);
    expect(validate({ id: 'a', size: null, next: { id: 'b', next: { id: 'c' } } })).toEqual({
      valid: true,
      errors: [],
    });
    expect(validate({ id: 'a', size: 0 }).errors).toEqual([
      { pointer: '/size', message: 'must be > 0', keyword: 'exclusiveMinimum' },
    ]);
    expect(validate({ id: 'a', next: { next: {} } }).errors).toEqual([
      { pointer: '/next', message: "must have required property 'id'", keyword: 'required' },
    ]);
  });

  test('asks a request only for what requests hold, and a response only for its own', () => {
    const verdicts = (value: unknown) =>
      (['request', 'response', 'either'] as const).map((use) => compileSchema(reference, document, use)(value).valid);
    expect(verdicts({ secret: 's' })).toEqual([true, false, true]);
    expect(verdicts({ id: 'a' })).toEqual([false, true, true]);
    expect(verdicts({})).toEqual([false, false, true]);
  });

  test('keeps what stands beside a reference of 3.1', () => {
    const schemas = {
      Base: { type: 'object', properties: { id: {} } },
      Whole: { $ref: '#/components/schemas/Base', required: ['id'] },
    };
    const validate = compileSchema(
      { $ref: '#/components/schemas/Whole' },
      { openapi: '3.1.0', components: { schemas } },
    );
    expect([validate({}).valid, validate({ id: 1 }).valid]).toEqual([false, true]);
  });

  test('gives the same validator for the same schema and document', () => {
    expect(compileSchema(reference, document)).toBe(compileSchema(reference, document));
    expect(compileSchema(reference, document)).not.toBe(compileSchema(reference, modern));
  });

  test.each([
    [{ type: 'string', format: 'date-time' }, '2024-01-01', 'format'],
    [{ enum: ['a', 'b'] }, 'c', 'enum'],
    [{ type: 'object', additionalProperties: false }, { x: 1 }, 'additionalProperties'],
    [{ type: 'array', items: false }, [1], 'false schema'],
    [{ unevaluatedProperties: false, allOf: [{ properties: { a: {} } }] }, { a: 1, b: 2 }, 'unevaluatedProperties'],
  ])('%j does not hold %j', (schema, value, keyword) => {
    expect(compileSchema(schema, modern)(value)).toMatchObject({ valid: false, errors: [{ keyword }] });
  });
});

describe('hostile schemas', () => {
  test.each([
    ['nothing referred to', { $ref: '#/nowhere' }],
    ['a reference elsewhere', { $ref: 'http://127.0.0.1:1/x' }],
    [
      'a name of its own',
      { $id: 'http://127.0.0.1:1/', $schema: 'http://127.0.0.1:1/', $anchor: 'a', $dynamicRef: '#a' },
    ],
    ['a foreign pattern', { type: 'string', pattern: '(?i)\\Ax\\Z' }],
    ['a foreign pattern of names', { patternProperties: { '(?i)x': false } }],
    ['keys of the prototype', { properties: JSON.parse('{"__proto__":{"type":"number"},"constructor":{}}') }],
  ])('%s allows anything', (_, schema) => {
    expect(compileSchema(schema, modern)('y')).toEqual({ valid: true, errors: [] });
    expect(({} as Record<string, unknown>).type).toBeUndefined();
  });

  test.each([
    ['an unknown type', { type: 'strng' }, 1],
    ['a keyword of another type', { minimum: '1' }, 1],
    [
      'twenty thousand properties',
      { properties: Object.fromEntries(Array.from({ length: 20_001 }, (_, index) => [index, {}])) },
      {},
    ],
    ['a pattern that takes forever', { type: 'string', pattern: '^(a+)+$' }, `${'a'.repeat(40)}!`],
    ['items that must differ', { uniqueItems: true }, Array.from({ length: 30_000 }, (_, index) => ({ index }))],
  ])('%s is not judged', (_, schema, value) => {
    const started = performance.now();
    const result = compileSchema(schema, modern)(value);
    expect(result).toEqual({ valid: true, errors: [], unjudged: expect.stringMatching(/^the schema /) });
    expect(performance.now() - started).toBeLessThan(4_000);
  });

  test('what took too long once is not tried again', () => {
    const validate = compileSchema({ type: 'string', pattern: '^(.*a){25}$' }, modern);
    validate('a'.repeat(40));
    const started = performance.now();
    expect(validate('a'.repeat(40)).unjudged).toBe('the schema takes longer than 1000 ms');
    expect(performance.now() - started).toBeLessThan(500);
  });

  test('a reference that leads to itself allows anything', () => {
    expect(compileSchema({ $ref: '#/components/schemas/Loop' }, document)(1).valid).toBe(true);
  });
});
