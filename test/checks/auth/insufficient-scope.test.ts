import { expect, test } from 'vitest';
import { insufficientScope } from '../../../graders/auth/insufficient-scope.ts';
import { onAll, onOperation, swapStatus } from '../../../src/verify/faults.ts';
import { acceptTokens } from '../../support/auth-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(insufficientScope)).toMatchObject({ status: 'pass' });
});

test('fails when the scope is not looked at', async () => {
  const verdict = await judgeFaulty(
    insufficientScope,
    acceptTokens(
      'grants-scopes',
      () => true,
      (claims) => ({ ...claims, scope: 'cart orders' }),
      onOperation(challenge, 'listOrders'),
    ),
  );
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    '`GET /v2/orders` answered 200 to a good token that has only the scope `profile`.',
  ]);
});

test('passes when the scope is missing and the answer is 404: that is judged elsewhere', async () => {
  const verdict = await judgeFaulty(insufficientScope, swapStatus(onAll, 403, 404));
  expect(verdict.status).toBe('pass');
  expect(messagesOf(verdict)).toEqual([]);
});

test('survives garbage', () => expectToSurviveGarbage(insufficientScope));
