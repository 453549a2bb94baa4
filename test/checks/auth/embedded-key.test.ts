import { expect, test } from 'vitest';
import { embeddedKey } from '../../../graders/auth/embedded-key.ts';
import { acceptTokens, isSignedByOwnKey } from '../../support/auth-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(embeddedKey)).toMatchObject({ status: 'pass' });
});

test('fails when a token is verified with the key that it brings', async () => {
  const verdict = await judgeFaulty(embeddedKey, acceptTokens('trusts-jwk', isSignedByOwnKey));
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    '`GET /v2/orders` answered 200 to a token with its own key in `jwk`.',
    '`GET /v2/orders` answered 200 to a token with its own key in `jwk` and a `kid` of its own.',
  ]);
});

test('fails when keys are fetched from where the token says', async () => {
  const verdict = await judgeFaulty(
    embeddedKey,
    acceptTokens('follows-jku', ({ header }) => header.jku !== undefined || header.x5u !== undefined),
  );
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    '`GET /v2/orders` answered 200 to a token that points to its key by `jku`.',
    '`GET /v2/orders` answered 200 to a token that points to its certificate by `x5u`.',
  ]);
});

test('survives garbage', () => expectToSurviveGarbage(embeddedKey));
