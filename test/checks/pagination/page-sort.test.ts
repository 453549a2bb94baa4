import { expect, test } from 'vitest';
import { pageSort } from '../../../graders/pagination/page-sort.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';
import { reversedPages } from '../../support/pagination-faults.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(pageSort)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when the oldest comes first', async () => {
  const verdict = await judgeFaulty(pageSort, reversedPages('listOrders'));
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    'Of 4 items made one after the other, the list showed number 3, 4, 1, 2 in this order.',
  ]);
});

test('survives garbage', () => expectToSurviveGarbage(pageSort));
