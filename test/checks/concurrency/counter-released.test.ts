import { expect, test } from 'vitest';
import { counterReleased } from '../../../graders/concurrency/counter-released.ts';
import { giveBackAgain, keepOnCancel } from '../../support/concurrency-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(counterReleased)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when nothing is given back', async () => {
  const verdict = await judgeFaulty(counterReleased, keepOnCancel());
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['After one order and its `cancel`, the counter `/stock` read 4.']);
});

test('fails when it is given back twice', async () => {
  const verdict = await judgeFaulty(counterReleased, giveBackAgain());
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['After one order and its `cancel`, the counter `/stock` read 6.']);
});

test('survives garbage', () => expectToSurviveGarbage(counterReleased));
