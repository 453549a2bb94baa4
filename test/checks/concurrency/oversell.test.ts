import { expect, test } from 'vitest';
import { oversell } from '../../../graders/concurrency/oversell.ts';
import { onOperation, swapStatus } from '../../../src/verify/faults.ts';
import { sellAnyway } from '../../support/concurrency-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(oversell)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when more is sold than there is', async () => {
  const verdict = await judgeFaulty(oversell, sellAnyway());
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['10 callers at once wanted one of 3: 10 got one, and the counter then read 0.']);
});

test('fails when those who come too late are answered 500', async () => {
  const verdict = await judgeFaulty(oversell, swapStatus(onOperation(challenge, 'createOrder'), 409, 500));
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['One who came too late answered 500.']);
});

test('passes when those who come too late are answered 422', async () => {
  expect(await judgeFaulty(oversell, swapStatus(onOperation(challenge, 'createOrder'), 409, 422))).toMatchObject({
    status: 'pass',
  });
});

test('survives garbage', () => expectToSurviveGarbage(oversell));
