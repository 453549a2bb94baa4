import { expect, test } from 'vitest';
import { prematureToken } from '../../../graders/auth/premature-token.ts';
import { acceptTokens, nowSeconds } from '../../support/auth-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(prematureToken)).toMatchObject({ status: 'pass' });
});

test('fails when such a token is accepted', async () => {
  const verdict = await judgeFaulty(
    prematureToken,
    acceptTokens(
      'ignores-nbf',
      ({ claims }) => Number(claims.nbf) > nowSeconds(),
      ({ nbf, ...claims }) => claims,
    ),
  );
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['`GET /v2/orders` answered 200 to a token that becomes valid in one hour.']);
});

test('survives garbage', () => expectToSurviveGarbage(prematureToken));
