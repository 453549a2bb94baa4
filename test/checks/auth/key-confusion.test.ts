import { expect, test } from 'vitest';
import { keyConfusion } from '../../../graders/auth/key-confusion.ts';
import { acceptTokens, hasHmac, publicPems } from '../../support/auth-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(keyConfusion)).toMatchObject({ status: 'pass' });
});

test('fails when such a token is accepted', async () => {
  const verdict = await judgeFaulty(
    keyConfusion,
    acceptTokens('accepts-hmac', ({ header }) => header.alg === 'HS256'),
  );
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    '`GET /v2/orders` answered 200 to a token signed by HS256 with the public key as its secret (pem).',
    '`GET /v2/orders` answered 200 to a token signed by HS256 with the public key as its secret (pem-trimmed).',
    '`GET /v2/orders` answered 200 to a token signed by HS256 with the public key as its secret (jwk).',
  ]);
});

test('fails when the public key is used as the secret of an HMAC', async () => {
  const verdict = await judgeFaulty(
    keyConfusion,
    acceptTokens('lets-tokens-choose', (token) => publicPems().some((pem) => hasHmac(token, pem))),
  );
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    '`GET /v2/orders` answered 200 to a token signed by HS256 with the public key as its secret (pem).',
  ]);
});

test('survives garbage', () => expectToSurviveGarbage(keyConfusion));
