import { expect, test } from 'vitest';
import { declaredBodies } from '../../../graders/openapi/declared-bodies.ts';
import type { SpecFact } from '../../../src/core/artifact.ts';
import type { Exchange } from '../../../src/core/exchange.ts';
import { editedSpec, exchangeOf, specOf } from '../../support/document-faults.ts';
import { judgeReference, messagesOf } from '../../support/judging.ts';

const reference = await editedSpec();

const judge = (exchange: Exchange, spec: SpecFact = reference) =>
  judgeReference(declaredBodies, { facts: { spec, traffic: { exchanges: [exchange] } } });

const ready = (json: unknown) => exchangeOf('GET /readyz', { status: 200, json });

test('passes when the body fits', async () => {
  expect(await judge(ready({ status: 'ok', more: 1 }))).toMatchObject({ status: 'pass', findings: [] });
});

test.each<[string, Exchange, string]>([
  [
    'a member is missing',
    ready({}),
    "`GET /readyz` answered 200 with a body that does not fit the document: `/` must have required property 'status'.",
  ],
  [
    'a value is another',
    ready({ status: 'up' }),
    '`GET /readyz` answered 200 with a body that does not fit the document: `/status` must be equal to one of the allowed values: ["ok"].',
  ],
  [
    'it is no JSON',
    exchangeOf('GET /readyz', { status: 200, body: '{"status":' }),
    '`GET /readyz` answered 200 with a body that does not fit the document: it is not JSON.',
  ],
  [
    'it is missing',
    exchangeOf('GET /readyz', { status: 200 }),
    '`GET /readyz` answered 200 without the body that the document declares.',
  ],
  [
    'an error has no title',
    exchangeOf('GET /v2/orders/7', {
      status: 404,
      json: { status: 404 },
      headers: { 'content-type': 'application/problem+json' },
    }),
    "`GET /v2/orders/7` answered 404 with a body that does not fit the document: `/` must have required property 'title'.",
  ],
])('fails when %s', async (_, exchange, message) => {
  const verdict = await judge(exchange);
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([message]);
});

test('takes formats as annotations', async () => {
  const json = { id: 'not a uuid', status: 'pending', imported: 0, errors: [], createdAt: 'yesterday' };
  expect(await judge(exchangeOf('GET /v2/stock-imports/7', { status: 200, json }))).toMatchObject({ status: 'pass' });
});

test.each([
  ['of 204', exchangeOf('DELETE /v2/carts/7', { status: 204 })],
  ['of 304', exchangeOf('GET /v2/carts/7', { status: 304 })],
  [
    'of another type',
    exchangeOf('GET /readyz', { status: 200, body: 'ok', headers: { 'content-type': 'text/plain' } }),
  ],
  ['cut off by the recorder', exchangeOf('GET /readyz', { status: 200, body: `{"status":"${'x'.repeat(64 * 1024)}` })],
])('says nothing of a body %s', async (_, exchange) => {
  expect(await judge(exchange)).toMatchObject({ status: 'pass' });
});

test('reads schemas of OpenAPI 3.0 in their own dialect', async () => {
  const schema = { type: 'object', properties: { status: { type: 'string', nullable: true } } };
  const responses = { 200: { description: 'ok', content: { 'application/json': { schema } } } };
  const info = { title: 'x', version: '1' };
  const spec = await specOf({ openapi: '3.0.3', info, paths: { '/readyz': { get: { responses } } } });
  expect(await judge(ready({ status: null }), spec)).toMatchObject({ status: 'pass' });
  expect(await judge(ready({ status: 1 }), spec)).toMatchObject({ status: 'fail' });
});

test('says nothing where a schema cannot be judged', async () => {
  const pattern = { type: 'object', properties: { status: { type: 'string', pattern: '^(a+)+$' } } };
  const spec = await editedSpec({ at: '/components/schemas/Health', to: pattern });
  expect(await judge(ready({ status: `${'a'.repeat(40)}!` }), spec)).toMatchObject({ status: 'pass' });
});
