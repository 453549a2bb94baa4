import { expect, test } from 'vitest';
import { unrelatedScope } from '../../../graders/auth/unrelated-scope.ts';
import { onOperation } from '../../../src/verify/faults.ts';
import { acceptTokens, refuseCredentials } from '../../support/auth-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(unrelatedScope)).toMatchObject({ status: 'pass' });
});

test('fails when any scope will do', async () => {
  const verdict = await judgeFaulty(
    unrelatedScope,
    acceptTokens(
      'grants-scopes',
      ({ claims }) => /cart|orders/.test(String(claims.scope)),
      (claims) => ({ ...claims, scope: 'cart orders' }),
    ),
  );
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    '`POST /v2/carts` succeeded with each of the scopes cart, orders alone.',
    '`POST /v2/orders` succeeded with each of the scopes cart, orders alone.',
  ]);
});

test('is blocked when all scopes together are not enough either', async () => {
  const verdict = await judgeFaulty(
    unrelatedScope,
    refuseCredentials('refuses-all', onOperation(challenge, 'createOrder')),
  );
  expect(verdict).toMatchObject({ score: 0.5, reason: '`POST /v2/orders` with good credentials answered 401' });
  expect(messagesOf(verdict)).toEqual(['`POST /v2/orders` answered 401.']);
});

test('survives garbage', () => expectToSurviveGarbage(unrelatedScope));
