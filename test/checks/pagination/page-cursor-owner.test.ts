import { expect, test } from 'vitest';
import { pageCursorOwner } from '../../../graders/pagination/page-cursor-owner.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';
import { cursorOpensList } from '../../support/pagination-faults.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(pageCursorOwner)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when a cursor opens the list of another', async () => {
  const verdict = await judgeFaulty(pageCursorOwner, cursorOpensList('listOrders'));
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    'With the cursor of another caller, a caller without any order of their own got 2 items.',
  ]);
});

test('survives garbage', () => expectToSurviveGarbage(pageCursorOwner));
