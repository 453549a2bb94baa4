import { expect, test } from 'vitest';
import { asyncCompletion } from '../../../graders/status-codes/async-completion.ts';
import { onOperation, setField, swapStatus } from '../../../src/verify/faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(asyncCompletion)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails with 201', async () => {
  const verdict = await judgeFaulty(asyncCompletion, swapStatus(onOperation(challenge, 'createStockImport'), 202, 201));
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['`POST /v2/stock-imports` answered 201 to creating a stockImport.']);
});

test('fails when it never ends in the right state', async () => {
  const verdict = await judgeFaulty(
    asyncCompletion,
    setField(onOperation(challenge, 'getStockImport'), '/status', 'failed'),
  );
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['10 s after it was accepted, the stockImport has the state "failed".']);
});

test('survives garbage', () => expectToSurviveGarbage(asyncCompletion));
