import { expect, test } from 'vitest';
import { updateEffect } from '../../../graders/status-codes/update-effect.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';
import { forgetOnUpdate, ignoreUpdates } from '../../support/status-faults.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(updateEffect)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when nothing changes', async () => {
  const verdict = await judgeFaulty(updateEffect, ignoreUpdates());
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    expect.stringMatching(/^`name`, which the update names, was read as "Mug \w+" afterwards\.$/),
  ]);
});

test('fails when other members are lost', async () => {
  const verdict = await judgeFaulty(updateEffect, forgetOnUpdate());
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['`description`, which the update does not name, was read as null afterwards.']);
});

test('survives garbage', () => expectToSurviveGarbage(updateEffect));
