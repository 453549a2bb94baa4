import { expect, test } from 'vitest';
import { rateLimitReached } from '../../../graders/concurrency/rate-limit-reached.ts';
import { limitTo, unlimit } from '../../support/concurrency-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(rateLimitReached)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails without a limit', async () => {
  const verdict = await judgeFaulty(rateLimitReached, unlimit());
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['61 requests in a row were all served, with a limit of 30 in 5 s.']);
});

test('fails when the limit is far too low', async () => {
  const verdict = await judgeFaulty(rateLimitReached, limitTo(10));
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['Request 11 was already refused, with a limit of 30.']);
});

test('survives garbage', () => expectToSurviveGarbage(rateLimitReached));
