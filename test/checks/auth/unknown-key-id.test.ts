import { expect, test } from 'vitest';
import { unknownKeyId } from '../../../graders/auth/unknown-key-id.ts';
import { onAll, swapStatus } from '../../../src/verify/faults.ts';
import { acceptTokens } from '../../support/auth-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(unknownKeyId)).toMatchObject({ status: 'pass' });
});

test('fails when such a token is accepted', async () => {
  const verdict = await judgeFaulty(
    unknownKeyId,
    acceptTokens('tries-all-keys', () => true),
  );
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    '`GET /v2/orders` answered 200 to a token whose `kid` is `unknown-key`.',
    '`GET /v2/orders` answered 200 to a token whose `kid` is `../../../../../../dev/null`.',
    "`GET /v2/orders` answered 200 to a token whose `kid` is `x' OR '1'='1`.",
  ]);
});

test('is blocked when the server breaks over a strange key id', async () => {
  const verdict = await judgeFaulty(unknownKeyId, swapStatus(onAll, 401, 500));
  expect(verdict.status).toBe('blocked');
  expect(messagesOf(verdict)).toEqual(['`GET /v2/orders` answered 500 to a token whose `kid` is `unknown-key`.']);
});

test('survives garbage', () => expectToSurviveGarbage(unknownKeyId));
