import { expect, test } from 'vitest';
import { tokenInError } from '../../../graders/auth/token-in-error.ts';
import { echoCredentials, trustAnySignature } from '../../support/auth-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(tokenInError)).toMatchObject({ status: 'pass' });
});

test('fails when errors repeat the token', async () => {
  const verdict = await judgeFaulty(tokenInError, echoCredentials());
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    '`GET /v2/orders` answered 401 and repeated the credentials of the request in its body.',
  ]);
});

test('is blocked when bad tokens are not refused', async () => {
  const verdict = await judgeFaulty(tokenInError, trustAnySignature());
  expect(verdict.status).toBe('blocked');
  expect(messagesOf(verdict)).toEqual(['`GET /v2/orders` answered 200.']);
});

test('survives garbage', () => expectToSurviveGarbage(tokenInError));
