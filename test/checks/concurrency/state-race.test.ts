import { expect, test } from 'vitest';
import { stateRace } from '../../../graders/concurrency/state-race.ts';
import { winAlways } from '../../support/concurrency-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(stateRace)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when both actions succeed', async () => {
  const verdict = await judgeFaulty(stateRace, winAlways(['shipOrder', 'cancelOrder']));
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['Of `ship` and `cancel` at the same moment, 4 of 4 requests succeeded.']);
});

test('survives garbage', () => expectToSurviveGarbage(stateRace));
