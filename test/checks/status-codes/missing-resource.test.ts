import { expect, test } from 'vitest';
import { missingResource } from '../../../graders/status-codes/missing-resource.ts';
import { onOperation, swapStatus } from '../../../src/verify/faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(missingResource)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when it is answered 400', async () => {
  const verdict = await judgeFaulty(missingResource, swapStatus(onOperation(challenge, 'getProduct'), 404, 400));
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    '`GET /v2/products/<id>` answered 400 to the id of a product that does not exist.',
  ]);
});

test('survives garbage', () => expectToSurviveGarbage(missingResource));
