import { expect, test } from 'vitest';
import { clockLeeway } from '../../../graders/auth/clock-leeway.ts';
import { acceptTokens, nowSeconds } from '../../support/auth-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

const within = (moment: unknown, seconds: number) => Math.abs(Number(moment) - nowSeconds()) < seconds;

const lateTokens = () =>
  acceptTokens(
    'expired-five-minutes-ago',
    ({ claims }) => within(claims.exp, 300),
    (claims) => ({ ...claims, exp: nowSeconds() + 60 }),
  );

const earlyTokens = () =>
  acceptTokens(
    'valid-in-five-minutes',
    ({ claims }) => within(claims.nbf, 300),
    (claims) => ({ ...claims, nbf: nowSeconds() }),
  );

test('passes on the reference solution', async () => {
  expect(await judgeReference(clockLeeway)).toMatchObject({ status: 'pass' });
});

test('fails when five minutes of leeway are given', async () => {
  const verdict = await judgeFaulty(
    clockLeeway,
    [lateTokens, earlyTokens].map((make) => make()),
  );
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    '`GET /v2/orders` answered 200 to a token that expired 90 seconds ago.',
    '`GET /v2/orders` answered 200 to a token that becomes valid in 90 seconds.',
  ]);
});

test('fails when leeway is given to one claim only', async () => {
  const verdict = await judgeFaulty(clockLeeway, earlyTokens());
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['`GET /v2/orders` answered 200 to a token that becomes valid in 90 seconds.']);
});

test('survives garbage', () => expectToSurviveGarbage(clockLeeway));
