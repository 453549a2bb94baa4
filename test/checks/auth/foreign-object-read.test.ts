import { expect, test } from 'vitest';
import { foreignObjectRead } from '../../../graders/auth/foreign-object-read.ts';
import { onAll, onOperation, swapStatus } from '../../../src/verify/faults.ts';
import { ignoreOwnership } from '../../support/auth-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(foreignObjectRead)).toMatchObject({ status: 'pass' });
});

test('fails when the owner is not looked at', async () => {
  const verdict = await judgeFaulty(foreignObjectRead, ignoreOwnership(onOperation(challenge, 'getCart')));
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual(['`GET /v2/carts/<id>` answered 200 to a caller who does not own the cart.']);
});

test('fails when the refusal shows the object', async () => {
  const verdict = await judgeFaulty(
    foreignObjectRead,
    ignoreOwnership(onOperation(challenge, 'getCart'), 'with-object'),
  );
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    '`GET /v2/carts/<id>` answered 404 to a caller who does not own the cart, with data of the cart in its body.',
  ]);
});

test('passes when foreign objects are forbidden instead of hidden', async () => {
  const verdict = await judgeFaulty(foreignObjectRead, swapStatus(onAll, 404, 403));
  expect(verdict.status).toBe('pass');
  expect(messagesOf(verdict)).toEqual([]);
});

test('survives garbage', () => expectToSurviveGarbage(foreignObjectRead));
