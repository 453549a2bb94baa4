import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Exchange } from '../../../../src/core/exchange.ts';
import { locateSpec } from '../../../../src/gather/spec/locate.ts';
import { fetchSpec } from '../../../../src/gather/spec/served.ts';
import { directoryOf, removeDirectories } from './documents.ts';

afterAll(removeDirectories);

const openapi = 'openapi: 3.1.0\n';

describe('in a repository', () => {
  test.each([
    ['the root before folders', { 'docs/openapi.yaml': openapi, 'openapi.json': '{}' }, 'openapi.json'],
    ['YAML before JSON', { 'openapi.json': '{}', 'openapi.yaml': openapi }, 'openapi.yaml'],
    ['a usual folder before others', { 'a/openapi.yaml': openapi, 'docs/openapi.yml': openapi }, 'docs/openapi.yml'],
    [
      'any name by its version field',
      { 'src/main/resources/shop.yml': `# shop\n${openapi}` },
      'src/main/resources/shop.yml',
    ],
    ['compact JSON', { 'x.json': '{"info":{},"openapi":"3.0.3"}' }, 'x.json'],
    [
      'what is named after it before nearer files',
      { 'x.json': '{"swagger":"2.0"}', 'a/b/openapi.v2.json': '{"openapi": "3.0.3"}' },
      'a/b/openapi.v2.json',
    ],
    [
      'nothing else',
      { 'compose.yaml': 'services: {}\n', 'package.json': '{"openapi": true}', 'notes.md': openapi },
      undefined,
    ],
    [
      'nobody else’s',
      { 'node_modules/x/openapi.yaml': openapi, '.hidden/openapi.yaml': openapi, 'test/a.yaml': openapi },
      undefined,
    ],
  ])('finds %s', (_, files: Record<string, string>, expected) => {
    expect(locateSpec(directoryOf(files))?.path).toBe(expected);
  });

  test('follows no link and opens nothing but regular files', () => {
    const root = directoryOf({});
    symlinkSync(join(directoryOf({ 'x.yaml': openapi }), 'x.yaml'), join(root, 'openapi.yaml'));
    symlinkSync(directoryOf({ 'openapi.yaml': openapi }), join(root, 'docs'));
    mkdirSync(join(root, 'openapi.yml'));
    execFileSync('mkfifo', [join(root, 'openapi.json')]);
    expect(locateSpec(root)).toBeUndefined();
  });

  test('reads no more of a large file than it takes to refuse it', () => {
    const { bytes } = locateSpec(directoryOf({ 'openapi.yaml': 'x'.repeat(3_000_000) })) ?? {};
    expect(bytes).toHaveLength(2_000_001);
  });
});

const exchangeOf = (path: string, rest: Pick<Exchange, 'response' | 'failure'>): Exchange => ({
  id: 1,
  checkId: 'spec',
  caller: 'anonymous',
  intent: 'probe',
  request: { method: 'GET', path, headers: {} },
  durationMs: 1,
  ...rest,
});

const server = (answers: Record<string, string>) => {
  const asked: string[] = [];
  const fetchPath = async (path: string): Promise<Exchange> => {
    asked.push(path);
    const body = answers[path];
    return exchangeOf(path, { response: { status: body === undefined ? 404 : 200, headers: {}, body: body ?? '' } });
  };
  return { asked, fetchPath };
};

describe('served', () => {
  const { signal } = new AbortController();

  test.each([
    '/openapi.json',
    '/v3/api-docs',
    '/api-docs',
    '/docs/openapi.json',
    '/swagger.json',
    '/docs-json',
    '/api-json',
  ])('finds %s', async (path) => {
    const text = '{"openapi":"3.0.1"}';
    expect(await fetchSpec(server({ [path]: text }).fetchPath, signal)).toEqual({ path, text });
  });

  test('takes neither pages nor other JSON for a document', async () => {
    const page = '<!doctype html><script>const x = {"openapi": "3.0.0"}</script>';
    const { fetchPath, asked } = server({ '/openapi.json': page, '/api-docs': '{"error":"openapi"}' });
    expect(await fetchSpec(fetchPath, signal)).toBeUndefined();
    expect(asked).toContain('/doc');
  });

  test('goes on after transport failures, and says when an answer is too large', async () => {
    const failing = async (path: string): Promise<Exchange> =>
      exchangeOf(path, { failure: { kind: path === '/api-docs' ? 'too-large' : 'reset', message: '' } });
    await expect(fetchSpec(failing, signal)).rejects.toMatchObject({ code: 'spec-too-heavy' });
  });

  test('stops when aborted', async () => {
    await expect(fetchSpec(server({}).fetchPath, AbortSignal.abort('enough'))).rejects.toBe('enough');
  });
});
