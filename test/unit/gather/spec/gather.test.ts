import { readFileSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Exchange } from '../../../../src/core/exchange.ts';
import { gatherSpec } from '../../../../src/gather/spec/index.ts';
import { limits } from '../../../../src/gather/spec/limits.ts';
import { directoryOf, documentOf, removeDirectories, shop } from './documents.ts';

afterAll(removeDirectories);

const { signal } = new AbortController();
const canary = 'canary-8d1f';

const gather = (files: Record<string, string>, deadlineMs?: number) =>
  gatherSpec({ source: { directory: directoryOf(files) }, contract: shop(), signal, deadlineMs });

const serving =
  (documents: Record<string, unknown>) =>
  async (path: string): Promise<Exchange> => {
    const body = path in documents ? JSON.stringify(documents[path]) : '';
    const request = { method: 'GET', path, headers: {} };
    const response = { status: body === '' ? 404 : 200, headers: {}, body };
    return { id: 1, checkId: 'spec', caller: 'anonymous', intent: 'probe', request, response, durationMs: 1 };
  };

describe('an honest document', () => {
  test('of the repository is parsed, validated and compared', async () => {
    const text = readFileSync(join(import.meta.dirname, 'documents', 'fastapi.json'), 'utf8');
    const found = await gather({ 'docs/openapi.json': text });
    expect(found).toMatchObject({
      origin: 'repository',
      location: 'docs/openapi.json',
      format: 'json',
      version: '3.1.0',
    });
    expect(found.problems).toEqual([]);
    expect(found.operations).toContain('GET /v2/products/{product_id}');
    expect(found.differences).toContainEqual({
      kind: 'missing-operation',
      operationId: 'listItems',
      operation: 'GET /items',
      detail: 'the document does not describe this operation',
    });
    expect(found.document).toEqual(JSON.parse(text));
  });

  test('of several files, with circles, can be written as JSON', async () => {
    const found = await gather({
      'openapi.yaml': `openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents: {schemas: {A: {$ref: 'a.yaml'}}}\n`,
      'a.yaml': 'type: object\nproperties: {self: {$ref: "#"}, back: {$ref: "openapi.yaml#/components/schemas/A"}}\n',
    });
    expect(found.problems).toEqual([]);
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  });

  test('that is served is found when the repository has none', async () => {
    const source = { directory: directoryOf({ 'README.md': '' }) };
    const fetchPath = serving({ '/v3/api-docs': shop() });
    const found = await gatherSpec({ source, fetchPath, contract: shop(), signal });
    expect(found).toMatchObject({ origin: 'served', location: '/v3/api-docs', problems: [], differences: [] });
  });
});

describe('no document', () => {
  test.each([
    ['anywhere', {}, 'spec-missing'],
    ['that is YAML', { 'openapi.yaml': 'a: [\n' }, 'spec-invalid-syntax'],
    ['of a version known', { 'openapi.yaml': 'openapi: 9.9.9\n' }, 'spec-version-unknown'],
    ['of version 3', { 'swagger.json': '{"swagger": "2.0"}' }, 'spec-version-2'],
  ])('%s', async (_, files: Record<string, string>, code) => {
    await expect(gather(files)).rejects.toMatchObject({ fault: 'candidate-fault', code });
  });

  test('and nothing that could serve one', async () => {
    await expect(gatherSpec({ contract: shop(), signal })).rejects.toMatchObject({ code: 'spec-missing' });
  });
});

describe('a hostile document', () => {
  let hits = 0;
  const listener = createServer((_, response) => {
    hits += 1;
    response.end('type: string');
  });
  beforeAll(() => new Promise<void>((resolve) => void listener.listen(0, '127.0.0.1', resolve)));
  afterAll(() => new Promise((resolve) => listener.close(resolve)));

  const hostile = (): Record<string, unknown> => {
    const { port } = listener.address() as AddressInfo;
    const hosts = ['127.0.0.1', 'localhost', '0.0.0.0', '[::ffff:127.0.0.1]', '2130706433', '127.1', 'a@127.0.0.1'];
    const urls = hosts.map((host) => `http://${host}:${port}/x`);
    const files = ['/etc/hostname', 'file:///proc/self/environ', '../secret.yaml', 'link.yaml', '/dev/zero'];
    const references = [...urls, `//127.0.0.1:${port}/x`, ...files].map(($ref, index) => [`R${index}`, { $ref }]);
    const schemas = {
      ...Object.fromEntries(references),
      Named: { $id: urls[0], $schema: urls[0], $dynamicRef: urls[0], example: { $ref: urls[0] }, default: 1 },
      Mapped: { discriminator: { propertyName: 'kind', mapping: { a: `${urls[0]}/a.yaml` } } },
    };
    const examples = { A: { externalValue: urls[0] }, B: { externalValue: '/etc/hostname' } };
    const servers = [{ url: urls[0] }];
    return documentOf({ schemas, more: { jsonSchemaDialect: urls[0], servers, 'x-more': { examples } } });
  };

  test('reaches neither the host’s files nor its network', async () => {
    const outside = directoryOf({ 'secret.yaml': `description: ${canary}\n` });
    const directory = directoryOf({ 'openapi.json': JSON.stringify(hostile()) });
    symlinkSync(join(outside, 'secret.yaml'), join(directory, 'link.yaml'));
    const repository = await gatherSpec({ source: { directory }, contract: shop(), signal });
    const served = await gatherSpec({ fetchPath: serving({ '/openapi.json': hostile() }), contract: shop(), signal });
    expect(repository.problems.filter(({ rule }) => rule === 'remote-ref')).toHaveLength(10);
    expect(repository.problems.filter(({ rule }) => rule === 'ref-outside-repo')).toHaveLength(5);
    expect(served.problems.filter(({ rule }) => rule === 'remote-ref')).toHaveLength(15);
    expect(JSON.stringify([repository, served])).not.toContain(canary);
    expect(JSON.stringify([repository, served])).not.toContain('PATH=');
    expect(hits).toBe(0);
  }, 20_000);

  test('that expands to billions is refused at once', async () => {
    const schemas: Record<string, unknown> = { L0: { type: 'string' } };
    for (let level = 1; level <= 12; level++)
      schemas[`L${level}`] = {
        allOf: Array.from({ length: 10 }, () => ({ $ref: `#/components/schemas/L${level - 1}` })),
      };
    const failure = gather({ 'openapi.json': JSON.stringify(documentOf({ schemas })) });
    await expect(failure).rejects.toMatchObject({
      code: 'spec-too-heavy',
      message: expect.stringContaining('1000000'),
    });
  });

  test('that has too many operations is refused', async () => {
    const paths = Object.fromEntries(Array.from({ length: 1_001 }, (_, index) => [`/p${index}`, { get: {} }]));
    const failure = gather({ 'openapi.json': JSON.stringify(documentOf({ paths })) });
    await expect(failure).rejects.toMatchObject({ code: 'spec-too-heavy', message: expect.stringContaining('1001') });
  });

  test('that takes too long is killed at the deadline', async () => {
    const started = performance.now();
    const failure = gather({ 'openapi.json': JSON.stringify(shop()) }, 50);
    await expect(failure).rejects.toMatchObject({
      fault: 'candidate-fault',
      code: 'spec-too-heavy',
      message: expect.stringContaining('longer than 0.05 s'),
    });
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test('that needs too much memory is refused', async () => {
    const before = limits.maxHeapMegabytes;
    limits.maxHeapMegabytes = 12;
    const failure = gather({ 'openapi.json': JSON.stringify(shop()) });
    const message = expect.stringContaining('needed more than 12 MB of memory');
    await expect(failure).rejects.toMatchObject({ code: 'spec-too-heavy', message });
    limits.maxHeapMegabytes = before;
  });
});

test('ends when aborted, with the reason', async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort('enough'), 30);
  const source = { directory: directoryOf({ 'openapi.json': JSON.stringify(shop()) }) };
  await expect(gatherSpec({ source, contract: shop(), signal: controller.signal })).rejects.toBe('enough');
});
