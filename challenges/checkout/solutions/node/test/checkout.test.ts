import assert from 'node:assert/strict';
import { test } from 'node:test';
import { customer, startService } from './service.ts';

const { call, product, cartOf, checkOut } = await startService();

const tally = (statuses: number[]) => {
  const counts: Record<number, number> = {};
  for (const status of statuses) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};
const stockOf = async (id: string) => (await call('GET', `/v2/products/${id}`)).body.stock;

test('sells five of five to fifty who ask at the same moment', async () => {
  const { id } = await product({ stock: 5 });
  const carts = await Promise.all(
    Array.from({ length: 50 }, async () => {
      const caller = await customer();
      return { caller, cartId: await cartOf(caller, [id]) };
    }),
  );
  const answers = await Promise.all(carts.map(({ caller, cartId }) => checkOut(caller, cartId)));
  assert.deepEqual(tally(answers.map(({ status }) => status)), { 201: 5, 409: 45 });
  assert.equal(await stockOf(id), 0);
});

test('makes one order from twenty parallel requests with one key', async () => {
  const { id } = await product();
  const caller = await customer();
  const cartId = await cartOf(caller, [id], 2);
  const answers = await Promise.all(Array.from({ length: 20 }, () => checkOut(caller, cartId, 'one-key-for-all')));
  const made = answers.filter(({ status }) => status === 201);
  assert.ok(made.length >= 1);
  assert.equal(new Set(made.map(({ body }) => body.id)).size, 1);
  assert.ok(answers.every(({ status, body }) => status === 201 || body.type === '/problems/key-in-progress'));
  assert.equal(await stockOf(id), 8);
});

test('answers a repeat with the first answer, and refuses the key for another cart', async () => {
  const { id } = await product();
  const caller = await customer();
  const cartId = await cartOf(caller, [id]);
  const first = await checkOut(caller, cartId, 'repeat-me');
  await call('POST', `/v2/orders/${first.body.id}/pay`, caller);
  const again = await checkOut(caller, cartId, 'repeat-me');
  assert.equal(again.headers.get('idempotency-replayed'), 'true');
  assert.deepEqual([again.status, again.body], [201, first.body]);
  assert.equal((await checkOut(caller, await cartOf(caller, [id]), 'repeat-me')).status, 422);
  assert.equal(await stockOf(id), 9);
});

test('does not deadlock when carts hold the same products in opposite order', async () => {
  const [one, two] = [await product({ stock: 100 }), await product({ stock: 100 })];
  const orders = await Promise.all(
    Array.from({ length: 40 }, async (_, index) => {
      const caller = await customer();
      return checkOut(caller, await cartOf(caller, index % 2 ? [one.id, two.id] : [two.id, one.id]));
    }),
  );
  assert.deepEqual(tally(orders.map(({ status }) => status)), { 201: 40 });
  assert.deepEqual([await stockOf(one.id), await stockOf(two.id)], [60, 60]);
});

test('gives the stock back once, whoever cancels how often', async () => {
  const { id } = await product();
  const caller = await customer();
  const { body: order } = await checkOut(caller, await cartOf(caller, [id], 3));
  const cancels = await Promise.all(
    Array.from({ length: 8 }, () => call('POST', `/v2/orders/${order.id}/cancel`, caller)),
  );
  assert.deepEqual(tally(cancels.map(({ status }) => status)), { 200: 1, 409: 7 });
  assert.equal(await stockOf(id), 10);
});

test('refuses an empty cart, a closed cart and a lack of stock with problems of their own', async () => {
  const { id } = await product({ stock: 1 });
  const caller = await customer();
  const cartId = await cartOf(caller, [id]);
  await checkOut(caller, cartId);
  const answers = [
    await checkOut(caller, await cartOf(caller, [])),
    await checkOut(caller, cartId),
    await checkOut(caller, await cartOf(caller, [id])),
  ];
  assert.deepEqual(
    answers.map(({ status, body }) => `${status} ${body.type}`),
    ['409 /problems/cart-empty', '409 /problems/cart-checked-out', '409 /problems/out-of-stock'],
  );
});
