import { expect, test } from 'vitest';
import { pageDefault } from '../../../graders/pagination/page-default.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';
import { defaultLimitOf } from '../../support/pagination-faults.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(pageDefault)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when a page without limit has everything', async () => {
  const verdict = await judgeFaulty(pageDefault, defaultLimitOf('listProducts', 100));
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    expect.stringMatching(/^Without a limit the page had \d+ items and (a|no) next cursor/),
  ]);
});

test('survives garbage', () => expectToSurviveGarbage(pageDefault));
