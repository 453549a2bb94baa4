import { expect, test } from 'vitest';
import { pageStability } from '../../../graders/pagination/page-stability.ts';
import { valueAt } from '../../../src/core/json.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';
import { offsetPaging } from '../../support/pagination-faults.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(pageStability)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when cursors are offsets into a list that grows at its head', async () => {
  const verdict = await judgeFaulty(
    pageStability,
    offsetPaging('listOrders', (order) => String(valueAt(order, '/createdAt'))),
  );
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    expect.stringMatching(/^Walking the list met \d of 6 items not exactly once.$/),
  ]);
});

test('survives garbage', () => expectToSurviveGarbage(pageStability));
