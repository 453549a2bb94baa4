import { expect, test } from 'vitest';
import { initialState } from '../../../graders/status-codes/initial-state.ts';
import { onOperation, setField } from '../../../src/verify/faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(initialState)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails in another state', async () => {
  const verdict = await judgeFaulty(initialState, setField(onOperation(challenge, 'createOrder'), '/status', 'new'));
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['A new order has the state "new".']);
});

test('survives garbage', () => expectToSurviveGarbage(initialState));
