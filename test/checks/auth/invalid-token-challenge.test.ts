import { expect, test } from 'vitest';
import { invalidTokenChallenge } from '../../../graders/auth/invalid-token-challenge.ts';
import { dropHeader, onAll, setHeader, swapStatus } from '../../../src/verify/faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(invalidTokenChallenge)).toMatchObject({ status: 'pass' });
});

test('fails when the header does not say why', async () => {
  const verdict = await judgeFaulty(invalidTokenChallenge, setHeader(onAll, 'www-authenticate', 'Bearer', 401));
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    '`GET /v2/orders` answered a token that expired one hour ago with a WWW-Authenticate header without error="invalid_token".',
    '`GET /v2/orders` answered a token signed with an unknown key with a WWW-Authenticate header without error="invalid_token".',
    '`GET /v2/orders` answered a token for another audience with a WWW-Authenticate header without error="invalid_token".',
    '`GET /v2/orders` answered a token that is no JWT with a WWW-Authenticate header without error="invalid_token".',
  ]);
});

test('fails when there is no header', async () => {
  const verdict = await judgeFaulty(invalidTokenChallenge, dropHeader(onAll, 'www-authenticate'));
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    '`GET /v2/orders` answered 401 without the header `WWW-Authenticate`.',
    '`GET /v2/orders` answered 401 without the header `WWW-Authenticate`.',
    '`GET /v2/orders` answered 401 without the header `WWW-Authenticate`.',
    '`GET /v2/orders` answered 401 without the header `WWW-Authenticate`.',
  ]);
});

test('fails when bad tokens are answered 403', async () => {
  const verdict = await judgeFaulty(invalidTokenChallenge, swapStatus(onAll, 401, 403));
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    '`GET /v2/orders` answered 403 to a token that expired one hour ago.',
    '`GET /v2/orders` answered 403 to a token signed with an unknown key.',
    '`GET /v2/orders` answered 403 to a token for another audience.',
    '`GET /v2/orders` answered 403 to a token that is no JWT.',
  ]);
});

test('passes with more parameters in the header', async () => {
  const verdict = await judgeFaulty(
    invalidTokenChallenge,
    setHeader(onAll, 'www-authenticate', 'Bearer realm="shop", error="invalid_token", error_description="no"', 401),
  );
  expect(verdict.status).toBe('pass');
  expect(messagesOf(verdict)).toEqual([]);
});

test('survives garbage', () => expectToSurviveGarbage(invalidTokenChallenge));
