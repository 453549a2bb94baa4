import { expect, test } from 'vitest';
import { headConsistency } from '../../../graders/status-codes/head-consistency.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';
import { failHead } from '../../support/status-faults.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(headConsistency)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when HEAD is answered 500', async () => {
  const verdict = await judgeFaulty(headConsistency, failHead());
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['`HEAD /v2/products` answered 500 to HEAD.']);
});

// Nonsense that is the same for both methods is consistent.
test('survives garbage', () =>
  expectToSurviveGarbage(headConsistency, {
    passes: ['html', 'empty', 'null', 'array', 'wrong types', 'broken json'],
  }));
