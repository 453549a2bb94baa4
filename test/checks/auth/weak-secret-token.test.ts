import { expect, test } from 'vitest';
import { weakSecretToken } from '../../../graders/auth/weak-secret-token.ts';
import { acceptTokens, hasHmac } from '../../support/auth-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(weakSecretToken)).toMatchObject({ status: 'pass' });
});

test('fails when such a token is accepted', async () => {
  const verdict = await judgeFaulty(
    weakSecretToken,
    acceptTokens('accepts-hmac', ({ header }) => header.alg === 'HS256'),
  );
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    '`GET /v2/orders` answered 200 to a token signed by HS256 with the secret "secret".',
    '`GET /v2/orders` answered 200 to a token signed by HS256 with the secret "changeme".',
    '`GET /v2/orders` answered 200 to a token signed by HS256 with the secret "password".',
    '`GET /v2/orders` answered 200 to a token signed by HS256 with the secret "your-256-bit-secret".',
    '`GET /v2/orders` answered 200 to a token signed by HS256 with the secret "jwt-secret".',
    '`GET /v2/orders` answered 200 to a token signed by HS256 with the secret "supersecret".',
    '`GET /v2/orders` answered 200 to a token signed by HS256 with the secret "checkout".',
    '`GET /v2/orders` answered 200 to a token signed by HS256 with an empty secret.',
  ]);
});

test('fails when one built-in secret is right', async () => {
  const verdict = await judgeFaulty(
    weakSecretToken,
    acceptTokens('has-a-default-secret', (token) => hasHmac(token, 'changeme')),
  );
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    '`GET /v2/orders` answered 200 to a token signed by HS256 with the secret "changeme".',
  ]);
});

test('survives garbage', () => expectToSurviveGarbage(weakSecretToken));
