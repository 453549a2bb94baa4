import { expect, test } from 'vitest';
import { pageWalk } from '../../../graders/pagination/page-walk.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';
import { dropLast, ignoreCursor, repeatFirst } from '../../support/pagination-faults.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(pageWalk)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when the last item of each page is left out', async () => {
  const verdict = await judgeFaulty(pageWalk, dropLast('listOrders'));
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual(['Walking the list met 3 of 7 items not exactly once.']);
});

test('fails when pages overlap', async () => {
  const verdict = await judgeFaulty(pageWalk, repeatFirst('listOrders'));
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual(['Walking the list met 3 of 7 items not exactly once.']);
});

test('fails when the cursor is ignored', async () => {
  const verdict = await judgeFaulty(pageWalk, ignoreCursor('listOrders'));
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual(['Following `/nextCursor` from page to page does not end: a cursor came twice.']);
});

test('survives garbage', () => expectToSurviveGarbage(pageWalk));
