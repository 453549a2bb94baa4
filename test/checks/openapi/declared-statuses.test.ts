import { expect, test } from 'vitest';
import { declaredStatuses } from '../../../graders/openapi/declared-statuses.ts';
import { editedSpec, exchangeOf } from '../../support/document-faults.ts';
import { judgeReference, messagesOf } from '../../support/judging.ts';

const get = '/paths/~1v2~1carts~1{cartId}/get/responses';
const spec = await editedSpec({ at: `${get}/default` }, { at: `${get}/400`, to: { description: 'no' } });

const judge = (...exchanges: ReturnType<typeof exchangeOf>[]) =>
  judgeReference(declaredStatuses, { facts: { spec, traffic: { exchanges } } });

test('passes when every status is declared', async () => {
  const verdict = await judge(
    exchangeOf('GET /v2/carts/7', { status: 200 }),
    exchangeOf('GET /v2/carts/7', { status: 400 }, 'invalid'),
    exchangeOf('GET /v2/orders/7', { status: 418 }, 'invalid'),
  );
  expect(verdict).toMatchObject({ status: 'pass', findings: [] });
});

test('loses the share of operations that answered otherwise, told once for each status', async () => {
  const verdict = await judge(
    exchangeOf('GET /v2/carts/7', { status: 206 }),
    exchangeOf('GET /v2/carts/8', { status: 206 }),
    exchangeOf('GET /v2/carts/8', { status: 409 }, 'invalid'),
    exchangeOf('GET /v2/orders/7', { status: 200 }),
  );
  expect(verdict).toMatchObject({ status: 'partial', score: 0.5 });
  expect(messagesOf(verdict)).toEqual([
    '`GET /v2/carts/7` answered 206, which the document does not declare.',
    '`GET /v2/carts/8` answered 409, which the document does not declare.',
  ]);
  expect(verdict.findings[0]).toMatchObject({
    expected: '200, 304, 400, 401, 403, 404',
    at: 'GET /v2/carts/{cartId}',
    exchange: { request: { path: '/v2/carts/7' } },
  });
});

test('says nothing of probes, of what the server answers by itself, and of crashes', async () => {
  const verdict = await judge(
    exchangeOf('GET /v2/carts/7', { status: 200 }),
    exchangeOf('GET /v2/carts/7', { status: 418 }, 'probe'),
    ...[405, 406, 413, 415, 431, 500, 501, 503].map((status) => exchangeOf('GET /v2/carts/7', { status }, 'invalid')),
  );
  expect(verdict).toMatchObject({ status: 'pass' });
});

test('is blocked for operations that the document lacks', async () => {
  const lacking = await editedSpec({ at: '/paths/~1v2~1carts~1{cartId}' });
  const exchanges = [exchangeOf('GET /v2/carts/7', { status: 200 }), exchangeOf('GET /v2/orders/7', { status: 200 })];
  const verdict = await judgeReference(declaredStatuses, { facts: { spec: lacking, traffic: { exchanges } } });
  expect(verdict).toMatchObject({
    status: 'blocked',
    score: 0.5,
    reason: '`/openapi.json` does not describe `GET /v2/carts/{cartId}`',
  });
});

test('is not earned by silence', async () => {
  const { response: _, ...silent } = exchangeOf('GET /v2/carts/7', { status: 200 });
  expect(await judge({ ...silent, failure: { kind: 'reset', message: '' } })).toMatchObject({
    status: 'blocked',
    score: 0,
    reason: 'no operation of the contract answered below 500',
  });
});

test('shows five findings of many', async () => {
  const statuses = [201, 202, 203, 205, 206, 207, 208];
  const verdict = await judge(...statuses.map((status) => exchangeOf('GET /v2/carts/7', { status })));
  expect(verdict).toMatchObject({ status: 'fail' });
  expect(verdict.findings).toHaveLength(5);
});
