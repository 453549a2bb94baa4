import { expect, test } from 'vitest';
import { createdStatus } from '../../../graders/status-codes/created-status.ts';
import { onOperation, swapStatus } from '../../../src/verify/faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(createdStatus)).toMatchObject({ status: 'pass' });
});

test('fails when creating answers 200', async () => {
  const verdict = await judgeFaulty(createdStatus, swapStatus(onOperation(challenge, 'createProduct'), 201, 200));
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual(['`POST /v2/products` answered 200 to creating a product.']);
});

test('survives garbage', () => expectToSurviveGarbage(createdStatus));
