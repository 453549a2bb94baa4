import { expect, test } from 'vitest';
import { pageTie } from '../../../graders/pagination/page-tie.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';
import { skipTies } from '../../support/pagination-faults.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(pageTie)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when items of the same moment are skipped at the border of pages', async () => {
  const verdict = await judgeFaulty(pageTie, skipTies('listProducts'));
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    expect.stringMatching(/^Walking the list met \d+ of \d+ items not exactly once.$/),
  ]);
});

test('survives garbage', () => expectToSurviveGarbage(pageTie));
