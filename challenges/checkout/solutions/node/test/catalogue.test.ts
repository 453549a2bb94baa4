import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { admin, startService, warehouseKey } from './service.ts';

const { call, product } = await startService();

test('a walk sees every product that was there exactly once while others are added', async () => {
  const before = await Promise.all(Array.from({ length: 30 }, () => product()));
  const seen: string[] = [];
  let query = '?limit=7';
  while (query !== '') {
    const { body } = await call('GET', `/v2/products${query}`);
    seen.push(...body.items.map((item: { id: string }) => item.id));
    await product();
    // New products come last, so the walk would go on for ever: it ends once it has passed those from before.
    const isPast = before.every(({ id }) => seen.includes(id));
    query = isPast || body.nextCursor === null ? '' : `?limit=7&cursor=${body.nextCursor}`;
  }
  assert.equal(new Set(seen).size, seen.length);
  assert.ok(before.every(({ id }) => seen.includes(id)));
});

test('one of two writers with the same ETag succeeds', async () => {
  const { id } = await product();
  const etag = (await call('GET', `/v2/products/${id}`)).headers.get('etag') ?? '';
  const patch = (name: string) => call('PATCH', `/v2/products/${id}`, { ...admin, 'if-match': etag }, { name });
  const statuses = (await Promise.all([patch('One'), patch('Two')])).map(({ status }) => status);
  assert.deepEqual(statuses.sort(), [200, 412]);
  assert.equal((await call('GET', `/v2/products/${id}`, { 'if-none-match': etag })).status, 200);
});

test('a patch changes the members it names and no others', async () => {
  const { id } = await product();
  const patch = { description: null, price: { amount: 5, stock: 9 }, amount: 7, id: 'x', version: 99 };
  const { status, body } = await call('PATCH', `/v2/products/${id}`, { ...admin, 'if-match': '*' }, patch);
  assert.equal(status, 200);
  assert.deepEqual([body.id, body.price, body.stock], [id, { amount: 5, currency: 'EUR' }, 10]);
});

test('version 1 shows the same product with a decimal price and says that it is deprecated', async () => {
  const { id } = await product();
  const { body, headers } = await call('GET', `/v1/products/${id}`);
  assert.deepEqual([body.price, body.currency], [19.99, 'EUR']);
  assert.match(headers.get('deprecation') ?? '', /^@\d+$/);
  const missing = await call('GET', '/v1/nothing');
  assert.ok(missing.headers.has('sunset'));
  const fine = { sku: `V1-${Date.now()}`, name: 'Mug', price: 0.123, currency: 'EUR', stock: 1 };
  assert.equal((await call('POST', '/v1/products', admin, fine)).status, 422);
});

test('an import adds what it knows, twice where named twice, and reports the rest', async () => {
  const { id, sku } = await product({ stock: 0 });
  const items = [
    { sku, quantity: 3 },
    { sku, quantity: 4 },
    { sku: 'NO-SUCH-SKU', quantity: 1 },
  ];
  const { headers } = await call('POST', '/v2/stock-imports', { 'x-api-key': warehouseKey }, { items });
  const read = () => call('GET', headers.get('location') ?? '', { 'x-api-key': warehouseKey });
  let state = await read();
  for (let tries = 0; state.body.status === 'pending' && tries < 50; tries += 1) {
    await sleep(20);
    state = await read();
  }
  assert.deepEqual([state.body.status, state.body.imported], ['completed', 2]);
  assert.deepEqual(
    state.body.errors.map((error: { sku: string }) => error.sku),
    ['NO-SUCH-SKU'],
  );
  assert.equal((await call('GET', `/v2/products/${id}`)).body.stock, 7);
});
