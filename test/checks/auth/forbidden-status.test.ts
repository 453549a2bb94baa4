import { expect, test } from 'vitest';
import { forbiddenStatus } from '../../../graders/auth/forbidden-status.ts';
import { onAll, onOperation, swapStatus } from '../../../src/verify/faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(forbiddenStatus)).toMatchObject({ status: 'pass' });
});

test('fails when missing rights are answered 401', async () => {
  const verdict = await judgeFaulty(forbiddenStatus, swapStatus(onAll, 403, 401));
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    '`POST /v2/carts` answered 401 to a good token without the scope.',
    '`POST /v2/products` answered 401 to a good token without the role.',
  ]);
});

test('fails when foreign objects are answered 400', async () => {
  const verdict = await judgeFaulty(forbiddenStatus, swapStatus(onOperation(challenge, 'getCart'), 404, 400));
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual(['`GET /v2/carts/<id>` answered 400 to a caller who does not own a cart.']);
});

test('passes when foreign objects are forbidden instead of hidden', async () => {
  const verdict = await judgeFaulty(forbiddenStatus, swapStatus(onOperation(challenge, 'getCart'), 404, 403));
  expect(verdict.status).toBe('pass');
  expect(messagesOf(verdict)).toEqual([]);
});

test('survives garbage', () => expectToSurviveGarbage(forbiddenStatus));
