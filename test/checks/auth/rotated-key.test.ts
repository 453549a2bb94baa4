import { expect, inject, test } from 'vitest';
import { rotatedKey } from '../../../graders/auth/rotated-key.ts';
import { onAll } from '../../../src/verify/faults.ts';
import { refuseCredentials, serveAnonymous } from '../../support/auth-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(rotatedKey)).toMatchObject({ status: 'pass' });
});

test('fails when only the first key is known', async () => {
  const verdict = await judgeFaulty(
    rotatedKey,
    refuseCredentials('knows-the-first-key', (_, token) => token?.header.kid === inject('reference').keys[1]?.keyId),
  );
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    '`GET /v2/orders` answered 401 to a token signed with the second published key.',
  ]);
});

test('is blocked when anybody is served', async () => {
  const verdict = await judgeFaulty(rotatedKey, serveAnonymous(onAll));
  expect(verdict.status).toBe('blocked');
  expect(messagesOf(verdict)).toEqual(['`GET /v2/orders` answered 200 to a caller without a token.']);
});

test('survives garbage', () => expectToSurviveGarbage(rotatedKey));
