import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { admin, customer, startService, token } from './service.ts';

const { call, product, cartOf, checkOut } = await startService({ requests: 3, windowMs: 1000 });

const refusals: [why: string, method: string, path: string, json: unknown, status: number][] = [
  ['an unknown path', 'GET', '/nowhere', undefined, 404],
  ['a method that the path does not have', 'DELETE', '/v2/products', undefined, 405],
  ['a limit of zero', 'GET', '/v2/products?limit=0', undefined, 400],
  ['a limit given twice', 'GET', '/v2/products?limit=1&limit=2', undefined, 400],
  ['a cursor nobody made', 'GET', '/v2/products?cursor=WyJwcm9kdWN0cyIsMV0', undefined, 400],
  ['an id that is no UUID', 'GET', '/v2/products/7%00', undefined, 404],
  ['a path that cannot be decoded', 'GET', '/v2/products/%ZZ', undefined, 400],
  ['a NUL character', 'POST', '/v2/carts', { note: 'a\0b' }, 422],
  ['a lone surrogate', 'POST', '/v2/carts', { note: '\ud800' }, 422],
  ['a note that is a number', 'POST', '/v2/carts', { note: 42 }, 422],
  ['a body that is a list', 'POST', '/v2/carts', [], 422],
];

for (const [why, method, path, json, status] of refusals) {
  test(`refuses ${why} with ${status} and a problem document`, async () => {
    const answer = await call(method, path, await customer(), json);
    assert.equal(answer.status, status);
    assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/);
    assert.equal(answer.body.status, status);
  });
}

test('names the member at fault and the methods there are', async () => {
  const wrong = { sku: 'ABC', name: 'Mug', price: { amount: -1, currency: 'EUR' }, stock: 1 };
  const { body } = await call('POST', '/v2/products', admin, wrong);
  assert.equal(body.errors[0].pointer, '/price/amount');
  assert.equal((await call('DELETE', '/v2/products')).headers.get('allow'), 'GET, HEAD, POST');
});

test('tells no token, a bad token and a token that does not suffice apart', async () => {
  const bearer = async (made: Promise<string>) => ({ authorization: `Bearer ${await made}` });
  const sub = 'somebody';
  const ask = async (headers: Record<string, string>) => {
    const { status, headers: given } = await call('GET', '/v2/orders', headers);
    return `${status} ${given.get('www-authenticate') ?? ''}`;
  };
  assert.equal(await ask({}), '401 Bearer');
  assert.equal(
    await ask(await bearer(token({ sub, scope: 'orders' }, { expires: '-2m' }))),
    '401 Bearer error="invalid_token"',
  );
  assert.equal(
    await ask(await bearer(token({ sub, scope: 'orders' }, { kid: 'other' }))),
    '401 Bearer error="invalid_token"',
  );
  assert.equal(
    await ask(await bearer(token({ sub, scope: 'cart' }))),
    '403 Bearer error="insufficient_scope", scope="orders"',
  );
  assert.equal(await ask(await bearer(token({ sub, scope: 'orders' }))), '200 ');
});

test('hides carts and orders from everybody else', async () => {
  const [alice, bob] = [await customer(), await customer()];
  const { id } = await product();
  const cartId = await cartOf(alice, [id]);
  assert.equal((await checkOut(bob, cartId)).status, 404);
  const { body: order } = await checkOut(alice, cartId);
  assert.equal((await call('GET', `/v2/carts/${cartId}`, bob)).status, 404);
  assert.equal((await call('GET', `/v2/orders/${order.id}`, bob)).status, 404);
  assert.equal((await call('POST', `/v2/orders/${order.id}/pay`, bob)).status, 404);
  assert.equal((await call('GET', `/v2/orders/${order.id}`, admin)).status, 200);
});

test('limits checkouts of one caller, without effect on others', async () => {
  const [busy, other] = [await customer(), await customer()];
  const statuses = [];
  for (let count = 0; count < 4; count += 1) statuses.push((await checkOut(busy, randomUUID())).status);
  assert.deepEqual(statuses, [404, 404, 404, 429]);
  assert.equal((await checkOut(other, randomUUID())).status, 404);
});
