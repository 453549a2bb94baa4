import { expect, test } from 'vitest';
import { rateLimitRetryAfter } from '../../../graders/concurrency/rate-limit-retry-after.ts';
import { dropHeader, onOperation, setHeader } from '../../../src/verify/faults.ts';
import { refuseForEver } from '../../support/concurrency-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(rateLimitRetryAfter)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails without Retry-After', async () => {
  const verdict = await judgeFaulty(
    rateLimitRetryAfter,
    dropHeader(onOperation(challenge, 'createOrder'), 'retry-after'),
  );
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['`POST /v2/orders` answered 429 without the header `retry-after`.']);
});

test('fails when it promises too much', async () => {
  const verdict = await judgeFaulty(rateLimitRetryAfter, refuseForEver(30));
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['After the announced 0 s (and one more) the caller was still refused.']);
});

test('fails when it is nonsense', async () => {
  const verdict = await judgeFaulty(
    rateLimitRetryAfter,
    setHeader(onOperation(challenge, 'createOrder'), 'retry-after', 'soon'),
  );
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['Retry-After was `soon` with a window of 5 s.']);
});

test('survives garbage', () => expectToSurviveGarbage(rateLimitRetryAfter));
