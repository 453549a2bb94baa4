import { expect, test } from 'vitest';
import { foreignSignature } from '../../../graders/auth/foreign-signature.ts';
import { trustAnySignature } from '../../support/auth-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(foreignSignature)).toMatchObject({ status: 'pass' });
});

test('fails when tokens are decoded but not verified', async () => {
  const verdict = await judgeFaulty(foreignSignature, trustAnySignature());
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['`GET /v2/orders` answered 200 to a token signed with an unknown key.']);
});

test('survives garbage', () => expectToSurviveGarbage(foreignSignature));
