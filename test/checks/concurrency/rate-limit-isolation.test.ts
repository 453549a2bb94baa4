import { expect, test } from 'vitest';
import { rateLimitIsolation } from '../../../graders/concurrency/rate-limit-isolation.ts';
import { limitTogether } from '../../support/concurrency-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(rateLimitIsolation)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when all callers share one limit', async () => {
  const verdict = await judgeFaulty(rateLimitIsolation, limitTogether(30));
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['After one caller had used up the limit, another was refused as well.']);
});

test('survives garbage', () => expectToSurviveGarbage(rateLimitIsolation));
