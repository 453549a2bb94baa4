import { expect, test } from 'vitest';
import { counterTaken } from '../../../graders/concurrency/counter-taken.ts';
import { frozenCounter } from '../../support/concurrency-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(counterTaken)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when nothing is taken', async () => {
  const verdict = await judgeFaulty(counterTaken, frozenCounter());
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['Of 5, one order took 1; 5 were left.']);
});

test('survives garbage', () => expectToSurviveGarbage(counterTaken));
