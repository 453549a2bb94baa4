import { describe, expect, test } from 'vitest';
import {
  compileScript,
  type LoadRequest,
  type LoadScript,
  type LoadScriptOperation,
} from '../../../src/load/script.ts';

const read = (path: string): LoadRequest => ({
  method: 'GET',
  path,
  headers: {},
  expect: { statuses: [200], contains: 'id' },
});

const operation = (over: Partial<LoadScriptOperation> = {}): LoadScriptOperation => ({
  operationId: 'read',
  share: 1,
  choice: 'uniform',
  requests: [read('/a')],
  ...over,
});

const take = (script: LoadScript, count: number, seed = 1) => {
  const draw = compileScript(script, seed);
  return Array.from({ length: count }, draw);
};

const countBy = (values: readonly (string | number)[]) => {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
};

test('fills every placeholder of a request with one value, unique among all', () => {
  const create: LoadRequest = {
    method: 'POST',
    path: '/items?key={nonce}',
    headers: { 'idempotency-key': '{nonce}', accept: 'application/json' },
    body: '{"sku":"{nonce}","again":"{nonce}"}',
    expect: { statuses: [201], contains: '"{nonce}"' },
  };
  const drawn = take({ operations: [operation({ requests: [create] })] }, 5000);
  for (const { path, headers, body, contains } of drawn) {
    const token = path.slice('/items?key='.length);
    expect(token).toMatch(/^[a-z0-9]{8,13}$/);
    expect(headers).toEqual({ 'accept-encoding': 'identity', 'idempotency-key': token, accept: 'application/json' });
    expect(body).toBe(`{"sku":"${token}","again":"${token}"}`);
    expect(contains).toBe(`"${token}"`);
  }
  expect(new Set(drawn.map(({ path }) => path)).size).toBe(5000);
});

test('draws operations by their shares', () => {
  const operations = [operation({ share: 30 }), operation({ share: 10 })];
  const counts = countBy(take({ operations }, 10_000).map((request) => request.operation));
  expect(counts[0]).toBeGreaterThan(7200);
  expect(counts[0]).toBeLessThan(7800);
});

test('draws from a pool alike, or the n-th in proportion to 1/n', () => {
  const requests = ['/1', '/2', '/3', '/4'].map(read);
  const uniform = countBy(take({ operations: [operation({ requests })] }, 12_000).map(({ path }) => path));
  for (const path of ['/1', '/2', '/3', '/4']) expect(uniform[path]).toBeGreaterThan(2700);
  const zipf = countBy(take({ operations: [operation({ requests, choice: 'zipf' })] }, 12_000).map(({ path }) => path));
  expect((zipf['/1'] ?? 0) / (zipf['/4'] ?? 1)).toBeGreaterThan(3.3);
  expect((zipf['/1'] ?? 0) / (zipf['/4'] ?? 1)).toBeLessThan(4.8);
});

test('draws the same requests from the same seed, in JSON as well', () => {
  const script: LoadScript = {
    operations: [operation({ requests: ['/1', '/2', '/3'].map(read) }), operation({ requests: [read('/4')] })],
  };
  const paths = (from: LoadScript, seed: number) => take(from, 50, seed).map(({ path }) => path);
  expect(paths(JSON.parse(JSON.stringify(script)), 1)).toEqual(paths(script, 1));
  expect(paths(script, 2)).not.toEqual(paths(script, 1));
});

describe('refuses', () => {
  const withRequest = (over: Partial<LoadRequest>) => ({
    operations: [operation({ requests: [{ ...read('/a'), ...over }] })],
  });
  test.each([
    ['nothing to send', { operations: [] }, 'load script without operations'],
    ['an empty pool', { operations: [operation({ requests: [] })] }, 'load operation read has no requests'],
    ['a share of 0', { operations: [operation({ share: 0 })] }, 'load operation read: share 0 is not above 0'],
    ['a path of another host', withRequest({ path: '//elsewhere/' }), 'path "//elsewhere/" is not a path'],
    ['a method with another framing', withRequest({ method: 'HEAD' }), 'method "HEAD" is none of'],
    ['a split header', withRequest({ headers: { 'x-a': 'b\r\nc: d' } }), 'Invalid character in header content'],
    ['no status', withRequest({ expect: { statuses: [], contains: 'id' } }), 'no status is expected'],
    ['a GET that an empty 200 would satisfy', withRequest({ expect: { statuses: [200] } }), 'a GET needs `contains`'],
  ] satisfies [string, LoadScript, string][])('%s', (_, script, message) => {
    expect(() => compileScript(script, 1)).toThrow(message);
  });
});
