import { expect, test } from 'vitest';
import { errorLeaks } from '../../../graders/errors/error-leaks.ts';
import type { Exchange } from '../../../src/core/exchange.ts';
import { answered } from '../../support/errors-faults.ts';
import { judgeReference, messagesOf } from '../../support/judging.ts';

const served = answered(100, '/served', 200, '{}');
const judge = (...exchanges: Exchange[]) =>
  judgeReference(errorLeaks, { facts: { traffic: { exchanges: [served, ...exchanges] } } });
const detail = (text: string, status = 500) =>
  answered(1, '/a', status, JSON.stringify({ title: 'Error', detail: text }));

test.each([
  ['a stack trace', 'Error: boom\n    at handler (/app/src/index.js:10:5)'],
  ['a stack trace', 'at async file:///srv/dist/main.mjs:3:11'],
  ['a stack trace', 'java.io.IOException\n\tat com.acme.shop.Orders.place(Orders.java:42)'],
  ['a stack trace', 'Traceback (most recent call last):\n  File "/app/main.py", line 3, in <module>'],
  ['a stack trace', 'goroutine 17 [running]:\nmain.main()'],
  ['a stack trace', '   at Shop.Orders.Place(Int32 id) in /src/Orders.cs:line 12'],
  ['a stack trace', 'Stack trace:\n#0 /var/www/index.php(12): place()'],
  ['a stack trace', "app/models/order.rb:12:in 'place'"],
  ['a stack trace', "thread 'main' panicked at src/main.rs:4:5"],
  ['SQL', 'SELECT id, name FROM products WHERE id = $1'],
  ['SQL', 'insert into "products" ("id") values ($1)'],
  ['a message of the database', 'duplicate key value violates unique constraint "products_sku_key"'],
  ['a message of the database', 'invalid input syntax for type uuid: "abc"'],
  ['a message of the database', 'SQLSTATE[22P02]: Invalid text representation'],
  ['a message of the database', 'relation "products" does not exist'],
  ['a file path', 'cannot open /app/config/production.ts'],
  ['a file path', 'C:\\shop\\bin\\orders.dll'],
  ['the name of an internal', 'PrismaClientKnownRequestError'],
  ['the name of an internal', 'org.hibernate.exception.ConstraintViolationException'],
  ['the name of an internal', 'connect ECONNREFUSED 127.0.0.1:5432'],
  ['an exception of the program', "Cannot read properties of undefined (reading 'id')"],
])('fails at %s: %s', async (kind, text) => {
  const verdict = await judge(detail(text));
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([expect.stringContaining(`\`GET /a\` answered 500 with ${kind}: \``)]);
});

test('shows what was seen, once for each kind and place', async () => {
  const verdict = await judge(
    detail('SELECT a FROM b'),
    detail('SELECT a FROM b', 400),
    answered(3, '/b', 400, 'SQLSTATE'),
  );
  expect(messagesOf(verdict)).toEqual([
    '`GET /a` answered 400 with SQL: `SELECT a FROM b`.',
    '`GET /b` answered 400 with a message of the database: `SQLSTATE`.',
  ]);
});

test.each([
  'Select a size from the list, then delete it from "cart".',
  'There is nothing at /v2/products/1f1b2f5e-3a0b-4b58-8a6e-0a4d3a9c7d21/items.',
  'must be at most 120 characters at /price/amount',
  'See https://docs.example.test/problems/out-of-stock.html, https://example.test/a/b.js',
  'The relation between price and stock does not exist; the key exists already.',
  'Unexpected token } in JSON at position 12',
  'The update of "name" was refused: type error at row 3:14',
])('passes with an honest message: %s', async (text) => {
  expect(await judge(detail(text, 400))).toMatchObject({ status: 'pass' });
});

test('does not judge successes, nor what the request said itself', async () => {
  const path = '/static/app/main.js';
  const echoed = answered(1, path, 404, JSON.stringify({ detail: `nothing at ${path}` }));
  const sent = answered(2, '/b', 422, JSON.stringify({ detail: 'SELECT a FROM b is no name' }));
  expect(
    await judge(
      echoed,
      { ...sent, request: { ...sent.request, body: '{"name":"SELECT a FROM b"}' } },
      answered(3, '/c', 200, 'SELECT a FROM b'),
    ),
  ).toMatchObject({ status: 'pass' });
});

test('stands even when it is not seen again', () => expect(errorLeaks.sticky).toBe(true));

test('is blocked where nothing was ever served', async () => {
  const exchanges = [answered(1, '/a', 404, '{}')];
  expect(await judgeReference(errorLeaks, { facts: { traffic: { exchanges } } })).toMatchObject({
    status: 'blocked',
    reason: 'no valid request was answered with success',
  });
});
