import { describe, expect, test } from 'vitest';
import {
  matchOperation,
  readMatchingOperations,
  readOperations,
  resolveReference,
  toJsonSchema,
  valueAt,
} from '../../../src/core/openapi.ts';

const document = {
  openapi: '3.0.3',
  servers: [{ url: 'http://localhost:{port}/v2/', variables: { port: { default: '8080' } } }],
  security: [{ bearer: [] }],
  paths: {
    '/orders/{id}': {
      parameters: [{ $ref: '#/components/parameters/Id' }],
      get: {
        operationId: 'getOrder',
        parameters: [{ name: 'expand', in: 'query', schema: { type: 'boolean' } }],
        responses: {
          '200': {
            description: 'ok',
            headers: { ETag: { schema: { type: 'string' } } },
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } },
          },
          '4xx': { $ref: '#/components/responses/Problem' },
        },
      },
      delete: { security: [{}], deprecated: true, responses: { '204': { description: 'gone' } } },
    },
    '/orders': {
      post: {
        operationId: 'createOrder',
        security: [{ bearer: [] }, { key: [], bearer: [] }],
        requestBody: {
          required: true,
          content: { 'text/csv': {}, 'application/vnd.x+json': { schema: { type: 'object', nullable: true } } },
        },
        responses: { '201': { description: 'made' } },
      },
    },
    '//evil.test/x': { get: { responses: {} } },
  },
  components: {
    parameters: { Id: { name: 'id', in: 'path', required: true, schema: { type: 'string', example: 'o1' } } },
    responses: { Problem: { description: 'bad', content: { 'application/problem+json': {} } } },
    schemas: { Order: { type: 'object', properties: { parent: { $ref: '#/components/schemas/Order' } } } },
  },
};

describe('readOperations', () => {
  test('reads parameters of the path and of the operation, references resolved and schemas of 3.0 translated', () => {
    const [get] = readOperations(document);
    expect(get).toEqual({
      operationId: 'getOrder',
      method: 'GET',
      path: '/v2/orders/{id}',
      parameters: [
        { name: 'id', in: 'path', required: true, schema: { type: 'string', examples: ['o1'] } },
        { name: 'expand', in: 'query', required: false, schema: { type: 'boolean' } },
      ],
      requestBody: undefined,
      responses: {
        '200': { mediaTypes: { 'application/json': { $ref: '#/components/schemas/Order' } }, headers: ['etag'] },
        '4XX': { mediaTypes: { 'application/problem+json': undefined }, headers: [] },
      },
      security: ['bearer'],
      deprecated: false,
    });
  });

  test('names an operation without id, and tells public ones and alternatives of security apart', () => {
    const operations = readOperations(document, '');
    expect(operations.map(({ operationId, security, deprecated }) => [operationId, security, deprecated])).toEqual([
      ['getOrder', ['bearer'], false],
      ['DELETE /orders/{id}', [], true],
      ['createOrder', ['bearer', 'key'], false],
    ]);
  });

  test('prefers a JSON media type for the request body', () => {
    expect(matchOperation(readOperations(document), 'post', '/v2/orders')?.requestBody).toEqual({
      required: true,
      mediaType: 'application/vnd.x+json',
      schema: { type: ['object', 'null'] },
    });
  });

  test('reads the methods that 3.2 adds', () => {
    const operation = { responses: {} };
    const paths = { '/x': { query: operation, additionalOperations: { COPY: operation } } };
    expect(readOperations({ openapi: '3.2.0', paths }).map((found) => found.operationId)).toEqual([
      'QUERY /x',
      'COPY /x',
    ]);
  });

  test.each([
    [{}],
    [{ paths: null }],
    [{ paths: { '/x': { get: 5 }, '/y': null, '/z': { $ref: '#/paths/~1z' } } }],
    [{ servers: [null, { url: 5 }], security: 'x', paths: { '/x': { parameters: {} } } }],
  ])('leaves out what is malformed: %j', (malformed) => {
    expect(readOperations(malformed)).toEqual([]);
  });

  test('keeps keys of the prototype as data', () => {
    const text = '{"paths":{"/x":{"get":{"responses":{"__proto__":{},"constructor":{"content":{"__proto__":{}}}}}}}}';
    const [operation] = readOperations(JSON.parse(text));
    expect(Object.keys(operation?.responses ?? {})).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>).content).toBeUndefined();
  });
});

describe('readMatchingOperations', () => {
  const contract = readOperations({ paths: { '/v2/orders/{id}': { get: {} }, '/v2/orders': { get: {}, post: {} } } });
  const paths = { '/orders/{orderId}': { get: {} }, '/orders': { get: {} } };
  const found = (servers: unknown, own: unknown = paths) =>
    readMatchingOperations({ servers, paths: own } as Record<string, unknown>, contract).map(({ path }) => path);

  test('takes the base path of whichever server fits, or none', () => {
    expect(found([{ url: 'http://x/v2' }])).toEqual(['/v2/orders/{orderId}', '/v2/orders']);
    expect(found([{ url: 'http://x/y' }, { url: '/v2' }])).toEqual(['/v2/orders/{orderId}', '/v2/orders']);
    expect(found([{ url: 'https://gateway/shop' }], { '/v2/orders': { get: {} } })).toEqual(['/v2/orders']);
  });

  test('keeps to the first server when nothing fits', () => {
    expect(found([{ url: 'http://x/y' }])).toEqual(['/y/orders/{orderId}', '/y/orders']);
  });
});

describe('references', () => {
  test('follows pointers with escapes', () => {
    expect(valueAt(document, '#/paths/~1orders~1{id}/delete/deprecated')).toBe(true);
    expect(valueAt(document, '#/paths/~1orders~1%7Bid%7D/delete/deprecated')).toBe(true);
    expect(valueAt(document, '#/constructor')).toBeUndefined();
  });

  test('gives an empty object for circular and dangling references', () => {
    const circular = { a: { $ref: '#/b' }, b: { $ref: '#/a' } };
    expect(resolveReference(circular.a, circular)).toEqual({});
    expect(resolveReference({ $ref: '#/nowhere' }, circular)).toEqual({});
  });
});

describe('toJsonSchema', () => {
  test.each([
    [
      { type: 'integer', minimum: 1, exclusiveMinimum: true },
      { type: 'integer', exclusiveMinimum: 1 },
    ],
    [
      { type: 'integer', maximum: 1, exclusiveMaximum: false },
      { type: 'integer', maximum: 1 },
    ],
    [
      { type: 'string', enum: ['a'], nullable: true },
      { type: ['string', 'null'], enum: ['a', null] },
    ],
    [{ nullable: true, allOf: [{ $ref: '#/a' }] }, { anyOf: [{ allOf: [{ $ref: '#/a' }] }, { type: 'null' }] }],
    [{ $ref: '#/a', nullable: true }, { $ref: '#/a' }],
    [
      { properties: { nullable: { type: 'string', nullable: false } } },
      { properties: { nullable: { type: 'string' } } },
    ],
    [{ items: { example: { nullable: true } } }, { items: { examples: [{ nullable: true }] } }],
    [{ additionalProperties: false }, { additionalProperties: false }],
  ])('translates %j of 3.0', (schema, expected) => {
    expect(toJsonSchema(schema, '3.0.3')).toEqual(expected);
    expect(toJsonSchema(expected, '3.0.3')).toEqual(expected);
  });

  test('leaves a schema of 3.1 as it is', () => {
    const schema = { $ref: '#/a', nullable: true, exclusiveMinimum: 1 };
    expect(toJsonSchema(schema, '3.1.0')).toBe(schema);
  });

  test('understands boolean schemas', () => {
    expect([toJsonSchema(true, '3.1.0'), toJsonSchema(false, '3.1.0')]).toEqual([{}, { not: {} }]);
  });
});

describe('matchOperation', () => {
  const paths = [
    '/orders',
    '/orders/{id}',
    '/orders/me',
    '/{kind}/me',
    '/files/{name}.json',
    '/files/{a}-{b}',
    '/o/{id}:pay',
  ];
  const operations = readOperations({
    openapi: '3.1.0',
    paths: Object.fromEntries(paths.map((path) => [path, { get: { responses: {} } }])),
  });

  test.each([
    ['/orders?limit=2', '/orders'],
    ['/orders/7', '/orders/{id}'],
    ['/orders/me', '/orders/me'],
    ['/carts/me', '/{kind}/me'],
    ['/files/a.json', '/files/{name}.json'],
    ['/files/a-b-c', '/files/{a}-{b}'],
    ['/files/-b', undefined],
    ['/files/.json', undefined],
    ['/o/7:pay', '/o/{id}:pay'],
    ['/orders/', undefined],
    ['/orders/a%2Fb', '/orders/{id}'],
    ['/orders/%zz', '/orders/{id}'],
    ['/nowhere', undefined],
  ])('%s belongs to %s', (path, template) => {
    expect(matchOperation(operations, 'get', path)?.path).toBe(template);
  });

  test('tells methods apart', () => {
    expect(matchOperation(operations, 'DELETE', '/orders')).toBeUndefined();
  });
});
