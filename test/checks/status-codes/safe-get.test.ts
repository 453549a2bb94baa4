import { expect, test } from 'vitest';
import { safeGet } from '../../../graders/status-codes/safe-get.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';
import { countReads } from '../../support/status-faults.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(safeGet)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when reading counts', async () => {
  const verdict = await judgeFaulty(safeGet, countReads());
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual(['Reading the same product twice gave two representations.']);
});

test('survives garbage', () => expectToSurviveGarbage(safeGet));
