import { expect, test } from 'vitest';
import { stateTransitions } from '../../../graders/status-codes/state-transitions.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';
import { answerOnly, shipUnpaid } from '../../support/status-faults.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(stateTransitions)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when what is not paid can be shipped', async () => {
  const verdict = await judgeFaulty(stateTransitions, shipUnpaid());
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual(['`POST /v2/orders/<id>/ship` answered 200 to `ship` in the state pending.']);
});

test('fails when an action only says so', async () => {
  const verdict = await judgeFaulty(stateTransitions, answerOnly('cancelOrder'));
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toContain('After `cancel` in the state pending the state is "pending".');
});

test('survives garbage', () => expectToSurviveGarbage(stateTransitions));
