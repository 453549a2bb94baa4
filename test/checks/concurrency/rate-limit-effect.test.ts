import { expect, test } from 'vitest';
import { rateLimitEffect } from '../../../graders/concurrency/rate-limit-effect.ts';
import { refuseButDo } from '../../support/concurrency-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(rateLimitEffect)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when refused requests are carried out', async () => {
  const verdict = await judgeFaulty(rateLimitEffect, refuseButDo(25));
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['A request was answered 429, and the counter went from 5 to 4.']);
});

test('survives garbage', () => expectToSurviveGarbage(rateLimitEffect));
