import { expect, test } from 'vitest';
import { missingToken } from '../../../graders/auth/missing-token.ts';
import { onAll, onOperation, swapStatus } from '../../../src/verify/faults.ts';
import { refuseCredentials, serveAnonymous } from '../../support/auth-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(missingToken)).toMatchObject({ status: 'pass' });
});

test('fails for the operations that are open', async () => {
  const verdict = await judgeFaulty(missingToken, serveAnonymous(onOperation(challenge, 'getCart')));
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual(['`GET /v2/carts/<id>` answered 200 to a caller without a token.']);
});

test('fails for an operation of the deprecated version that is open', async () => {
  const verdict = await judgeFaulty(missingToken, serveAnonymous(onOperation(challenge, 'createProductV1'), 'admin'));
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual(['`POST /v1/products` answered 201 to a caller without a token.']);
});

test('passes when strangers are refused with another status: that is judged elsewhere', async () => {
  const verdict = await judgeFaulty(missingToken, swapStatus(onAll, 401, 404));
  expect(verdict.status).toBe('pass');
  expect(messagesOf(verdict)).toEqual([]);
});

test('does not count operations that refuse everybody', async () => {
  const verdict = await judgeFaulty(
    missingToken,
    refuseCredentials('refuses-payment', onOperation(challenge, 'payOrder')),
  );
  expect(verdict).toMatchObject({
    score: 12 / 14,
    reason: expect.stringMatching(/\/pay` with good credentials answered 401$/),
  });
  expect(messagesOf(verdict)).toEqual([
    '`POST /v2/orders/<id>/pay` answered 401.',
    '`POST /v2/orders/<id>/pay` answered 401.',
  ]);
});

test('survives garbage', () => expectToSurviveGarbage(missingToken));
