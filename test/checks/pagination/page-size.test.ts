import { expect, test } from 'vitest';
import { pageSize } from '../../../graders/pagination/page-size.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';
import { ignoreLimit } from '../../support/pagination-faults.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(pageSize)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when the limit is ignored', async () => {
  const verdict = await judgeFaulty(pageSize, ignoreLimit('listProducts'));
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual(['A page of at most 1 had 20 items, with at least 3 in the list.']);
});

test('survives garbage', () => expectToSurviveGarbage(pageSize));
