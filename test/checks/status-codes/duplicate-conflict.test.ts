import { expect, test } from 'vitest';
import { duplicateConflict } from '../../../graders/status-codes/duplicate-conflict.ts';
import { onOperation, swapStatus } from '../../../src/verify/faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(duplicateConflict)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails with 500', async () => {
  const verdict = await judgeFaulty(duplicateConflict, swapStatus(onOperation(challenge, 'createProduct'), 409, 500));
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['`POST /v2/products` answered 500 to a second product with the same `/sku`.']);
});

test('survives garbage', () => expectToSurviveGarbage(duplicateConflict));
