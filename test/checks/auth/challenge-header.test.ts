import { expect, test } from 'vitest';
import { challengeHeader } from '../../../graders/auth/challenge-header.ts';
import { dropHeader, onAll, setHeader, swapStatus } from '../../../src/verify/faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(challengeHeader)).toMatchObject({ status: 'pass' });
});

test('fails when the header is missing', async () => {
  const verdict = await judgeFaulty(challengeHeader, dropHeader(onAll, 'www-authenticate'));
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    '`GET /v2/carts/<id>` answered 401 without the header `WWW-Authenticate`.',
    '`POST /v2/products` answered 401 without the header `WWW-Authenticate`.',
    '`POST /v2/stock-imports` answered 401 without the header `WWW-Authenticate`.',
  ]);
});

test('fails when missing credentials are answered 403', async () => {
  const verdict = await judgeFaulty(challengeHeader, swapStatus(onAll, 401, 403));
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    '`GET /v2/carts/<id>` answered 403 to a caller without credentials.',
    '`POST /v2/products` answered 403 to a caller without credentials.',
    '`POST /v2/stock-imports` answered 403 to a caller without credentials.',
  ]);
});

test('holds in part when token operations name another scheme', async () => {
  const verdict = await judgeFaulty(challengeHeader, setHeader(onAll, 'www-authenticate', 'Basic', 401));
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    '`GET /v2/carts/<id>` answered 401 with a WWW-Authenticate header that does not name Bearer.',
    '`POST /v2/products` answered 401 with a WWW-Authenticate header that does not name Bearer.',
  ]);
});

test('survives garbage', () => expectToSurviveGarbage(challengeHeader));
