import { expect, test } from 'vitest';
import { deletedResource } from '../../../graders/status-codes/deleted-resource.ts';
import { onOperation, swapStatus } from '../../../src/verify/faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';
import { undelete } from '../../support/status-faults.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(deletedResource)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when it can still be read', async () => {
  const verdict = await judgeFaulty(deletedResource, undelete());
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['`GET /v2/carts/<id>` answered 200 to a cart that was deleted.']);
});

test('passes with 410', async () => {
  expect(await judgeFaulty(deletedResource, swapStatus(onOperation(challenge, 'getCart'), 404, 410))).toMatchObject({
    status: 'pass',
  });
});

test('survives garbage', () => expectToSurviveGarbage(deletedResource));
