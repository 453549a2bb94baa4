import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

type Json = Record<string, unknown>;

const made: string[] = [];

/** For `afterAll` of every test file that makes directories: files of a worker share this module. */
export const removeDirectories = (): void => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true, force: true });
};

/** A directory with these files, as a submission's copy is; to be removed by `removeDirectories`. */
export const directoryOf = (files: Record<string, string | Uint8Array>): string => {
  const directory = mkdtempSync(join(tmpdir(), 'assay-spec-'));
  made.push(directory);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), content);
  }
  return directory;
};

/** A whole document with the given schemas and paths. */
export const documentOf = (parts: { version?: string; schemas?: Json; paths?: Json; more?: Json } = {}): Json => ({
  openapi: parts.version ?? '3.1.0',
  info: { title: 'Shop', version: '1.0.0' },
  paths: parts.paths ?? {},
  components: { schemas: parts.schemas ?? {} },
  ...parts.more,
});

/** A correct document of two operations, in any version; fresh each time, to be changed by tests. */
// biome-ignore lint/suspicious/noExplicitAny: tests reach into it to break it
export const shop = (version = '3.1.0'): any => ({
  openapi: version,
  info: { title: 'Shop', version: '1.0.0' },
  servers: [{ url: 'http://shop.test' }],
  security: [{ bearer: [] }],
  tags: [{ name: 'items', description: 'Items' }],
  paths: {
    '/items': {
      get: {
        operationId: 'listItems',
        parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 100 } }],
        responses: {
          '200': {
            description: 'ok',
            content: {
              'application/json': { schema: { type: 'array', items: { $ref: '#/components/schemas/Item' } } },
            },
          },
          '400': { description: 'bad' },
        },
      },
      post: {
        operationId: 'createItem',
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/NewItem' } } } },
        responses: {
          '201': {
            description: 'made',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Item' } } },
          },
          '422': { description: 'invalid' },
        },
      },
    },
    '/items/{id}': {
      get: {
        operationId: 'getItem',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        responses: {
          '200': {
            description: 'ok',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Item' } } },
          },
          '404': { description: 'none' },
        },
      },
    },
  },
  components: {
    schemas: {
      Item: {
        type: 'object',
        required: ['id', 'name'],
        properties: {
          id: { type: 'string' },
          name: { type: 'string' },
          price: { type: 'number' },
          status: { type: 'string', enum: ['open', 'closed'] },
        },
      },
      NewItem: {
        type: 'object',
        required: ['name'],
        properties: { name: { type: 'string', maxLength: 100 }, note: { type: 'string' }, price: { type: 'number' } },
      },
    },
    securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
  },
});
