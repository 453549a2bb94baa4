import { expect, test } from 'vitest';
import { oversizedBody } from '../../../graders/status-codes/oversized-body.ts';
import { onAll, swapStatus } from '../../../src/verify/faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(oversizedBody)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when it is accepted', async () => {
  const verdict = await judgeFaulty(oversizedBody, swapStatus(onAll, 413, 201));
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['`POST /v2/products` answered 201 to a body of 3 MB.']);
});

test('survives garbage', () => expectToSurviveGarbage(oversizedBody));
