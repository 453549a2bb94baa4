import { expect, test } from 'vitest';
import { serverErrors } from '../../../graders/status-codes/server-errors.ts';
import type { Exchange } from '../../../src/core/exchange.ts';
import { judgeReference, messagesOf } from '../../support/judging.ts';

const answered = (id: number, path: string, status: number): Exchange => ({
  ...{ id, checkId: 'some-check', caller: 'anonymous', intent: 'valid', durationMs: 1 },
  request: { method: 'GET', path, headers: {} },
  response: { status, headers: {}, body: '' },
});

const judge = (...exchanges: Exchange[]) =>
  judgeReference(serverErrors, { facts: { traffic: { exchanges: [answered(0, '/served', 200), ...exchanges] } } });

test('is blocked when nothing was ever served', async () => {
  const facts = { traffic: { exchanges: [answered(1, '/a', 404)] } };
  expect(await judgeReference(serverErrors, { facts })).toMatchObject({
    status: 'blocked',
    reason: 'no valid request was answered with success',
  });
});

test('passes when every answer was below 500', async () => {
  expect(await judge(answered(1, '/a', 200), answered(2, '/b', 404), answered(3, '/c', 499))).toMatchObject({
    status: 'pass',
  });
});

test('fails once for each place and status, not for each answer', async () => {
  const verdict = await judge(answered(1, '/a', 500), answered(2, '/a', 500), answered(3, '/b', 503));
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['`GET /a` answered 500.', '`GET /b` answered 503.']);
});

test('does not mistake a missing answer for an error of the server', async () => {
  const { response: _, ...silent } = answered(1, '/a', 200);
  expect(await judge({ ...silent, failure: { kind: 'reset', message: '' } })).toMatchObject({ status: 'pass' });
});
