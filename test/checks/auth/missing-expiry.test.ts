import { expect, test } from 'vitest';
import { missingExpiry } from '../../../graders/auth/missing-expiry.ts';
import { acceptTokens, nowSeconds } from '../../support/auth-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(missingExpiry)).toMatchObject({ status: 'pass' });
});

test('fails when such a token is accepted', async () => {
  const verdict = await judgeFaulty(
    missingExpiry,
    acceptTokens(
      'needs-no-exp',
      ({ claims }) => claims.exp === undefined,
      (claims) => ({ ...claims, exp: nowSeconds() + 60 }),
    ),
  );
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['`GET /v2/orders` answered 200 to a token without `exp`.']);
});

test('survives garbage', () => expectToSurviveGarbage(missingExpiry));
