import { expect, test } from 'vitest';
import { tamperedToken } from '../../../graders/auth/tampered-token.ts';
import { trustAnySignature } from '../../support/auth-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(tamperedToken)).toMatchObject({ status: 'pass' });
});

test('fails when tokens are decoded but not verified', async () => {
  const verdict = await judgeFaulty(tamperedToken, trustAnySignature());
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    '`GET /v2/orders` answered 200 to a token whose claims were changed after signing.',
    '`GET /v2/orders` answered 200 to a token with an empty signature.',
    '`GET /v2/orders` answered 200 to a token cut off before its signature.',
    '`GET /v2/orders` answered 200 to a token with one changed byte in its signature.',
  ]);
});

test('survives garbage', () => expectToSurviveGarbage(tamperedToken));
