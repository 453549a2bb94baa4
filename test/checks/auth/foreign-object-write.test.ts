import { expect, test } from 'vitest';
import { foreignObjectWrite } from '../../../graders/auth/foreign-object-write.ts';
import { onAll, onOperation, swapStatus } from '../../../src/verify/faults.ts';
import { ignoreOwnership } from '../../support/auth-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(foreignObjectWrite)).toMatchObject({ status: 'pass' });
});

test('fails when the owner is not looked at', async () => {
  const verdict = await judgeFaulty(foreignObjectWrite, ignoreOwnership(onOperation(challenge, 'cancelOrder')));
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    '`POST /v2/orders/<id>/cancel` answered 200 to a caller who does not own the order.',
  ]);
});

test('fails when a line of a foreign cart can be set', async () => {
  const verdict = await judgeFaulty(foreignObjectWrite, ignoreOwnership(onOperation(challenge, 'putCartItem')));
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    '`PUT /v2/carts/<id>/items/<id>` answered 200 to a caller who does not own the cartItem.',
  ]);
});

test('fails when the request is refused and carried out', async () => {
  const verdict = await judgeFaulty(foreignObjectWrite, ignoreOwnership(onOperation(challenge, 'payOrder'), 'plain'));
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    '`POST /v2/orders/<id>/pay` answered 404, and the order had changed afterwards.',
  ]);
});

test('fails when the request is refused and the object deleted', async () => {
  const verdict = await judgeFaulty(foreignObjectWrite, ignoreOwnership(onOperation(challenge, 'deleteCart'), 'plain'));
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual(['`DELETE /v2/carts/<id>` answered 404, and the cart was gone afterwards.']);
});

test('fails when part of the object is changed in spite of the refusal', async () => {
  const verdict = await judgeFaulty(
    foreignObjectWrite,
    ignoreOwnership(onOperation(challenge, 'deleteCartItem'), 'plain'),
  );
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    '`DELETE /v2/carts/<id>/items/<id>` answered 404, and the cart had changed afterwards.',
  ]);
});

test('passes when foreign objects are forbidden instead of hidden', async () => {
  const verdict = await judgeFaulty(foreignObjectWrite, swapStatus(onAll, 404, 403));
  expect(verdict.status).toBe('pass');
  expect(messagesOf(verdict)).toEqual([]);
});

test('survives garbage', () => expectToSurviveGarbage(foreignObjectWrite));
