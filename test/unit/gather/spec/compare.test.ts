import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compareContract } from '../../../../src/gather/spec/compare.ts';
import { parseSpec } from '../../../../src/gather/spec/parse.ts';
import { shop } from './documents.ts';

// biome-ignore lint/suspicious/noExplicitAny: a document to be changed
type Change = (document: any) => void;

const compared = (change: Change, version = '3.1.0', contract = shop()): string[] => {
  const document = shop(version);
  change(document);
  return compareContract(contract, document).map(({ kind, operation, detail }) => `${kind} ${operation}: ${detail}`);
};

describe('lacks', () => {
  test('an operation', () => {
    const found = compared((d) => delete d.paths['/items/{id}']);
    expect(found).toEqual(['missing-operation GET /items/{id}: the document does not describe this operation']);
  });

  test('a query parameter', () => {
    const rename: Change = (d) => Object.assign(d.paths['/items'].get.parameters[0], { name: 'pageSize' });
    expect(compared(rename)).toEqual(['missing-parameter GET /items: query parameter `limit` is not described']);
  });

  test('a required header, but not an optional one', () => {
    const contract = shop();
    const header = { in: 'header', schema: { type: 'string' } };
    contract.paths['/items'].post.parameters = [
      { ...header, name: 'Idempotency-Key', required: true },
      { ...header, name: 'If-None-Match' },
    ];
    expect(compared(() => {}, '3.1.0', contract)).toEqual([
      'missing-parameter POST /items: header parameter `Idempotency-Key` is not described',
    ]);
  });

  test('a success status and a 4xx', () => {
    const change: Change = (d) => {
      const { responses } = d.paths['/items'].post;
      responses['202'] = responses['201'];
      delete responses['201'];
      delete d.paths['/items/{id}'].get.responses['404'];
    };
    expect(compared(change)).toEqual([
      'missing-response POST /items: response 201 is not described',
      'missing-response GET /items/{id}: response 404 is not described',
    ]);
  });

  test('properties of responses and of request bodies', () => {
    const change: Change = (d) => {
      delete d.components.schemas.Item.properties.price;
      delete d.components.schemas.NewItem.properties.note;
    };
    expect(compared(change)).toEqual([
      'missing-property GET /items: response 200/*/price is not described',
      'missing-property POST /items: request body/note is not described',
      'missing-property POST /items: response 201/price is not described',
      'missing-property GET /items/{id}: response 200/price is not described',
    ]);
  });

  test('every property of an open schema, in one line', () => {
    const open: Change = (d) => Object.assign(d.components.schemas, { NewItem: { type: 'object' } });
    expect(compared(open)).toEqual([
      'missing-property POST /items: request body describes no properties, the contract has "name", "note", "price"',
    ]);
  });

  test('a request body, and the body of a response', () => {
    const change: Change = (d) => {
      delete d.paths['/items'].post.requestBody;
      delete d.paths['/items/{id}'].get.responses['200'].content;
    };
    expect(compared(change)).toEqual([
      'missing-property POST /items: request body is not described',
      'missing-property GET /items/{id}: response 200 describes no properties, the contract has "id", "name", "price", "status"',
    ]);
  });

  test('credentials', () => {
    expect(compared((d) => Object.assign(d.paths['/items'].post, { security: [] }))).toEqual([
      'security-dropped POST /items: the document says that no credentials are needed',
    ]);
  });
});

describe('differs', () => {
  test('in a type', () => {
    const change: Change = (d) => {
      d.components.schemas.NewItem.properties.price = { type: 'string' };
      d.paths['/items'].get.parameters[0].schema = { type: 'boolean' };
    };
    expect(compared(change)).toEqual([
      'type-changed GET /items: parameter `limit` is "boolean", in the contract "number"',
      'type-changed POST /items: request body/price is "string", in the contract "number"',
    ]);
  });

  test('in a list that is an object', () => {
    const page = {
      type: 'object',
      properties: { data: { type: 'array', items: { $ref: '#/components/schemas/Item' } } },
    };
    const wrap: Change = (d) =>
      Object.assign(d.paths['/items'].get.responses['200'].content['application/json'], { schema: page });
    expect(compared(wrap)).toEqual(['type-changed GET /items: response 200 is "object", in the contract "array"']);
  });

  test('asks for more', () => {
    const change: Change = (d) => {
      d.components.schemas.NewItem.required.push('note', 'sku');
      d.components.schemas.NewItem.properties.sku = { type: 'string' };
      d.paths['/items'].get.parameters[0].required = true;
      d.paths['/items'].get.parameters.push({ name: 'tenant', in: 'query', required: true, schema: {} });
      d.paths['/items/{id}'].get.requestBody = { required: true, content: { 'application/json': {} } };
    };
    expect(compared(change)).toEqual([
      'extra-required GET /items: query limit is a required parameter, in the contract it is not',
      'extra-required GET /items: query tenant is a required parameter, in the contract it is not',
      'extra-required POST /items: request body/note is required, in the contract it is not',
      'extra-required POST /items: request body/sku is required, in the contract it is not',
      'extra-required GET /items/{id}: a request body is required, the contract has none',
    ]);
  });
});

const freedoms: Record<string, Change> = {
  'nothing at all': () => {},
  'another operation': (d) => Object.assign(d.paths, { '/new': { get: { responses: {} } } }),
  'an optional parameter': (d) => d.paths['/items'].get.parameters.push({ name: 'q', in: 'query', schema: {} }),
  'an optional request field': (d) => Object.assign(d.components.schemas.NewItem.properties, { z: { type: 'string' } }),
  'a response field': (d) => Object.assign(d.components.schemas.Item.properties, { z: { type: 'string' } }),
  'a wider limit': (d) => Object.assign(d.paths['/items'].get.parameters[0].schema, { maximum: 500 }),
  'a request field made optional': (d) => Object.assign(d.components.schemas.NewItem, { required: [] }),
  'another order of an enum': (d) => d.components.schemas.Item.properties.status.enum.reverse(),
  'another response': (d) => Object.assign(d.paths['/items'].get.responses, { 429: { description: 'slow down' } }),
  'a description': (d) => Object.assign(d.paths['/items'].get, { description: 'hello' }),
  'an inlined schema': (d) =>
    Object.assign(d.paths['/items'].post.responses['201'].content['application/json'], {
      schema: structuredClone(d.components.schemas.Item),
    }),
  'another name of a path parameter': (d) => {
    d.paths = { '/items': d.paths['/items'], '/items/{itemId}': d.paths['/items/{id}'] };
    d.paths['/items/{itemId}'].get.parameters[0].name = 'itemId';
  },
  'a range for statuses': (d) => {
    const { responses } = d.paths['/items/{id}'].get;
    responses['4XX'] = responses['404'];
    delete responses['404'];
  },
  'a default response': (d) => {
    d.paths['/items/{id}'].get.responses = {
      200: d.paths['/items/{id}'].get.responses['200'],
      default: { description: 'x' },
    };
  },
  '400 in the place of 422': (d) => {
    d.paths['/items'].post.responses['400'] = d.paths['/items'].post.responses['422'];
    delete d.paths['/items'].post.responses['422'];
  },
  'an integer for a number': (d) =>
    Object.assign(d.components.schemas.Item.properties.price, { type: 'integer', format: 'int64' }),
  'null beside the type': (d) => {
    d.components.schemas.Item.properties.price = { anyOf: [{ type: 'number' }, { type: 'null' }] };
    d.components.schemas.Item.properties.name.type = ['string', 'null'];
  },
  'a schema put together': (d) => {
    const { id, ...rest } = d.components.schemas.Item.properties;
    d.components.schemas.Base = { type: 'object', properties: { id } };
    d.components.schemas.Item = { allOf: [{ $ref: '#/components/schemas/Base' }, { properties: rest }] };
  },
  'one of several': (d) => {
    const { Item } = d.components.schemas;
    d.components.schemas.Item = { oneOf: [Item, { type: 'object', properties: { id: { type: 'string' } } }] };
  },
  'a circle': (d) =>
    Object.assign(d.components.schemas.Item.properties, { parent: { $ref: '#/components/schemas/Item' } }),
  'any media type': (d) => {
    d.paths['/items/{id}'].get.responses['200'].content = {
      '*/*': d.paths['/items/{id}'].get.responses['200'].content['application/json'],
    };
  },
  'credentials as a parameter': (d) =>
    d.paths['/items'].get.parameters.push({ name: 'Authorization', in: 'header', required: true, schema: {} }),
  'a server’s own field': (d) => {
    d.components.schemas.NewItem.required.push('createdAt');
    d.components.schemas.NewItem.properties.createdAt = { type: 'string', readOnly: true };
  },
};

describe.each(['3.0.3', '3.1.0', '3.2.0'])('is free in %s to have', (version) => {
  test.each(Object.keys(freedoms))('%s', (name) => {
    expect(compared(freedoms[name] ?? (() => {}), version)).toEqual([]);
  });
});

describe('base paths', () => {
  const under =
    (base: string): Change =>
    (d) => {
      d.paths = Object.fromEntries(Object.entries(d.paths).map(([path, item]) => [`${base}${path}`, item]));
    };

  test.each(['/v2', 'http://shop.test/v2/', 'https://{host}/v2'])(
    'contract below /v2, document with server %s',
    (url) => {
      const contract = shop();
      under('/v2')(contract);
      const change: Change = (d) => Object.assign(d, { servers: [{ url, variables: { host: { default: 'x' } } }] });
      expect(compared(change, '3.1.0', contract)).toEqual([]);
    },
  );

  test('a server that is only a gateway in front', () => {
    expect(compared((d) => Object.assign(d, { servers: [{ url: 'https://api.shop.test/public' }] }))).toEqual([]);
  });

  test('the second server of several', () => {
    const contract = shop();
    under('/v2')(contract);
    const servers = [{ url: 'https://api.shop.test/x' }, { url: 'http://localhost:8080/v2' }];
    expect(compared((d) => Object.assign(d, { servers }), '3.1.0', contract)).toEqual([]);
  });
});

test('a contract that is a circle is walked once', () => {
  const contract = shop();
  contract.components.schemas.Item.properties.children = {
    type: 'array',
    items: { $ref: '#/components/schemas/Item' },
  };
  expect(compared(() => {}, '3.1.0', contract).filter((line) => line.includes('GET /items/{id}'))).toEqual([
    'missing-property GET /items/{id}: response 200/children is not described',
  ]);
  expect(compareContract(contract, contract)).toEqual([]);
});

test('a framework’s document against itself has no differences', () => {
  for (const name of ['fastapi.json', 'nestjs.json', 'springdoc.json']) {
    const { document } = parseSpec(readFileSync(join(import.meta.dirname, 'documents', name)), name);
    expect(compareContract(document, document)).toEqual([]);
  }
});

test('reports at most 200', () => {
  const contract = shop();
  const names = Array.from({ length: 300 }, (_, index) => [`f${index}`, { type: 'string' }]);
  contract.components.schemas.Item.properties = Object.fromEntries(names);
  expect(compareContract(contract, shop())).toHaveLength(200);
});
