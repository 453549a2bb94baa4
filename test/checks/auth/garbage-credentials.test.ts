import { expect, test } from 'vitest';
import { garbageCredentials } from '../../../graders/auth/garbage-credentials.ts';
import { onAll, swapStatus } from '../../../src/verify/faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(garbageCredentials)).toMatchObject({ status: 'pass' });
});

test('fails when the server breaks over malformed tokens', async () => {
  const verdict = await judgeFaulty(garbageCredentials, swapStatus(onAll, 401, 500));
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(
    [
      'a scheme without a token',
      'a token that is one word',
      'a token of two empty dots',
      'a token that is no base64url',
      'a token in two words',
      'a token of 3000 characters',
      'a token with too many parts',
      'a token whose header is null',
      'a token whose header is an array',
      'a token whose header names no algorithm',
      'a token whose `kid` is an object',
      'a token whose `kid` is `__proto__`',
      'a token whose claims are null',
      'a password in the Basic scheme',
      'an unknown scheme',
    ].map((what) => `\`GET /v2/orders\` answered 500 to ${what}.`),
  );
});

test('holds in part when one value breaks the server', async () => {
  const verdict = await judgeFaulty(garbageCredentials, {
    id: 'breaks-over-basic',
    response(response, { headers }) {
      if (headers.authorization?.startsWith('Basic')) response.status = 500;
    },
  });
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual(['`GET /v2/orders` answered 500 to a password in the Basic scheme.']);
});

test('passes when malformed credentials are a bad request', async () => {
  const verdict = await judgeFaulty(garbageCredentials, swapStatus(onAll, 401, 400));
  expect(verdict.status).toBe('pass');
  expect(messagesOf(verdict)).toEqual([]);
});

test('survives garbage', () => expectToSurviveGarbage(garbageCredentials));
