import { expect, test } from 'vitest';
import { unsignedToken } from '../../../graders/auth/unsigned-token.ts';
import { acceptTokens } from '../../support/auth-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(unsignedToken)).toMatchObject({ status: 'pass' });
});

test('fails when such a token is accepted', async () => {
  const verdict = await judgeFaulty(
    unsignedToken,
    acceptTokens('accepts-none', ({ header }) => /^none$/i.test(String(header.alg))),
  );
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    '`GET /v2/orders` answered 200 to an unsigned token (`alg`: `none`).',
    '`GET /v2/orders` answered 200 to an unsigned token (`alg`: `None`).',
    '`GET /v2/orders` answered 200 to an unsigned token (`alg`: `NONE`).',
    '`GET /v2/orders` answered 200 to an unsigned token (`alg`: `nOnE`).',
  ]);
});

test('fails when only an unusual spelling gets through', async () => {
  const verdict = await judgeFaulty(
    unsignedToken,
    acceptTokens('refuses-none-only', ({ header }) => header.alg === 'nOnE'),
  );
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['`GET /v2/orders` answered 200 to an unsigned token (`alg`: `nOnE`).']);
});

test('survives garbage', () => expectToSurviveGarbage(unsignedToken));
