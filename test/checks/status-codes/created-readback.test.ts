import { expect, test } from 'vitest';
import { createdReadback } from '../../../graders/status-codes/created-readback.ts';
import { onOperation, setField } from '../../../src/verify/faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';
import { reverseMembers } from '../../support/status-faults.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(createdReadback)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when a member is lost', async () => {
  const verdict = await judgeFaulty(
    createdReadback,
    setField(onOperation(challenge, 'getProduct'), '/description', null),
  );
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([expect.stringMatching(/^`description` was written as .+ and read as null\.$/)]);
});

test('passes when members come in another order', async () => {
  expect(await judgeFaulty(createdReadback, reverseMembers())).toMatchObject({ status: 'pass' });
});

test('survives garbage', () => expectToSurviveGarbage(createdReadback));
