import { expect, test } from 'vitest';
import { expiredToken } from '../../../graders/auth/expired-token.ts';
import { loadChallenge } from '../../../src/challenge/load.ts';
import { onAll, swapStatus } from '../../../src/verify/faults.ts';
import { acceptExpiredTokens, refuseCredentials } from '../../support/auth-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(expiredToken)).toMatchObject({ status: 'pass' });
});

test('fails when an expired token is accepted', async () => {
  const verdict = await judgeFaulty(expiredToken, acceptExpiredTokens());
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['`GET /v2/orders` answered 200 to a token that expired one hour ago.']);
});

test('is blocked when the server breaks over an expired token', async () => {
  const verdict = await judgeFaulty(expiredToken, swapStatus(onAll, 401, 500));
  expect(verdict.status).toBe('blocked');
  expect(messagesOf(verdict)).toEqual(['`GET /v2/orders` answered 500 to a token that expired one hour ago.']);
});

test('passes when an expired token is refused with another status: that is judged elsewhere', async () => {
  const verdict = await judgeFaulty(expiredToken, swapStatus(onAll, 401, 403));
  expect(verdict.status).toBe('pass');
  expect(messagesOf(verdict)).toEqual([]);
});

test('is blocked when good tokens are refused as well', async () => {
  const verdict = await judgeFaulty(
    expiredToken,
    refuseCredentials('refuses-all', () => true),
  );
  expect(verdict.status).toBe('blocked');
  expect(messagesOf(verdict)).toEqual(['`GET /v2/orders` answered 401.']);
});

test('judges by an owned object, named by its owner, at a level without owned lists', async () => {
  const junior = await loadChallenge('checkout', { level: 'junior' });
  const verdict = await judgeFaulty(expiredToken, acceptExpiredTokens(), { challenge: junior });
  expect(messagesOf(verdict)).toEqual(['`GET /v2/carts/<id>` answered 200 to a token that expired one hour ago.']);
});

test('survives garbage', () => expectToSurviveGarbage(expiredToken));
