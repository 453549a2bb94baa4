import { expect, test } from 'vitest';
import { foreignReference } from '../../../graders/auth/foreign-reference.ts';
import { onOperation, swapStatus } from '../../../src/verify/faults.ts';
import { ignoreOwnership } from '../../support/auth-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(foreignReference)).toMatchObject({ status: 'pass' });
});

test('fails when another’s cart can be checked out', async () => {
  const verdict = await judgeFaulty(foreignReference, ignoreOwnership(onOperation(challenge, 'createOrder')));
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    '`POST /v2/orders` answered 201 to making an order from the cart of another caller.',
  ]);
});

test('fails when another’s cart is checked out in spite of the refusal', async () => {
  const verdict = await judgeFaulty(foreignReference, ignoreOwnership(onOperation(challenge, 'createOrder'), 'plain'));
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual(['`POST /v2/orders` answered 404, and the cart had changed afterwards.']);
});

test('fails when a line can be added to another’s cart', async () => {
  const verdict = await judgeFaulty(foreignReference, ignoreOwnership(onOperation(challenge, 'putCartItem')));
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    '`PUT /v2/carts/<id>/items/<id>` answered 200 to making a cartItem from the cart of another caller.',
  ]);
});

test('passes when the foreign cart is treated as one that does not exist', async () => {
  const verdict = await judgeFaulty(foreignReference, swapStatus(onOperation(challenge, 'createOrder'), 404, 422));
  expect(verdict.status).toBe('pass');
  expect(messagesOf(verdict)).toEqual([]);
});

test('survives garbage', () => expectToSurviveGarbage(foreignReference));
