import { expect, test } from 'vitest';
import { overseerAccess } from '../../../graders/auth/overseer-access.ts';
import { loadChallenge } from '../../../src/challenge/load.ts';
import { onOperation, swapStatus } from '../../../src/verify/faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(overseerAccess)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when an order is hidden from the admin', async () => {
  const verdict = await judgeFaulty(overseerAccess, swapStatus(onOperation(challenge, 'getOrder'), 200, 404));
  expect(verdict).toMatchObject({ status: 'partial', score: 0.5 });
  expect(messagesOf(verdict)).toEqual(['`GET /v2/orders/<id>` answered 404 to the admin, on the order of a customer.']);
});

test('does not apply where nobody oversees others', async () => {
  expect(overseerAccess.notApplicable?.(await loadChallenge('checkout', { level: 'junior' }))).toBe(
    'nobody oversees others at this level',
  );
});

test('survives garbage', () => expectToSurviveGarbage(overseerAccess));
