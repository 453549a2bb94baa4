import { expect, test } from 'vitest';
import { methodNotAllowed } from '../../../graders/status-codes/method-not-allowed.ts';
import { dropHeader, onAll, setHeader, swapStatus } from '../../../src/verify/faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';
import { onOnly } from '../../support/status-faults.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(methodNotAllowed)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails with 404', async () => {
  const verdict = await judgeFaulty(methodNotAllowed, swapStatus(onAll, 405, 404));
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    '`DELETE /v2/products` answered 404 to a method the path does not have.',
    '`DELETE /v2/carts` answered 404 to a method the path does not have.',
    '`DELETE /v2/orders` answered 404 to a method the path does not have.',
    '`DELETE /v2/stock-imports` answered 404 to a method the path does not have.',
  ]);
});

test('fails without Allow', async () => {
  const verdict = await judgeFaulty(methodNotAllowed, dropHeader(onOnly('/v2/products'), 'allow'));
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual(['`DELETE /v2/products` answered 405 without the header `allow`.']);
});

test('fails when Allow lacks a method', async () => {
  const verdict = await judgeFaulty(methodNotAllowed, setHeader(onOnly('/v2/products'), 'allow', 'GET'));
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual(['The Allow header is `GET` and lacks POST.']);
});

test('survives garbage', () => expectToSurviveGarbage(methodNotAllowed));
