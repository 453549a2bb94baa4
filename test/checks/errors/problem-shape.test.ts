import { expect, test } from 'vitest';
import { problemShape } from '../../../graders/errors/problem-shape.ts';
import type { Exchange } from '../../../src/core/exchange.ts';
import { answered } from '../../support/errors-faults.ts';
import { judgeReference, messagesOf } from '../../support/judging.ts';

const served = answered(100, '/served', 200, '{}');
const judge = (...exchanges: Exchange[]) =>
  judgeReference(problemShape, { facts: { traffic: { exchanges: [served, ...exchanges] } } });
const sound = (count: number) => Array.from({ length: count }, (_, at) => answered(at + 1, '/a', 404, '{}'));

test('passes when errors are objects, however bare', async () => {
  expect(await judge(answered(1, '/a', 404, '{}'), answered(2, '/b', 500, '{"title":"Error"}'))).toMatchObject({
    status: 'pass',
  });
});

test('passes when one in twenty is something else', async () => {
  expect(await judge(...sound(19), answered(20, '/b', 414, ''))).toMatchObject({ status: 'pass' });
});

test('does not judge successes, HEAD, and 401 without a body', async () => {
  const head = answered(2, '/b', 404, '');
  expect(
    await judge(
      ...sound(1),
      { ...head, request: { ...head.request, method: 'HEAD' } },
      answered(3, '/c', 401, ''),
      answered(4, '/d', 200, 'fine'),
      answered(5, '/e', 304, ''),
    ),
  ).toMatchObject({ status: 'pass' });
});

test('fails by the share of other bodies, once for each place and status', async () => {
  const verdict = await judge(
    ...sound(4),
    answered(5, '/b', 404, '<html></html>'),
    answered(6, '/b', 404, '<html></html>'),
    answered(7, '/b', 405, ''),
    answered(8, '/c', 400, '["errors"]'),
  );
  expect(verdict).toMatchObject({ status: 'partial', score: 0.5 });
  expect(messagesOf(verdict)).toEqual([
    '`GET /b` answered 404 without a JSON object.',
    '`GET /b` answered 405 without a JSON object.',
    '`GET /c` answered 400 without a JSON object.',
  ]);
});

test('does not apply where nothing was refused', async () => {
  expect(await judge(answered(1, '/a', 200, ''))).toMatchObject({
    status: 'not-applicable',
    reason: 'no request was answered with an error',
  });
});

test('is blocked where nothing was ever served', async () => {
  const exchanges = [answered(1, '/a', 404, '{}')];
  expect(await judgeReference(problemShape, { facts: { traffic: { exchanges } } })).toMatchObject({
    status: 'blocked',
    reason: 'no valid request was answered with success',
  });
});
