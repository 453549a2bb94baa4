import { expect, test } from 'vitest';
import { idempotentRace } from '../../../graders/concurrency/idempotent-race.ts';
import { onOperation, swapStatus } from '../../../src/verify/faults.ts';
import { conflictForCopies, effectForEachCopy } from '../../support/concurrency-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(idempotentRace)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when copies at the same moment each have an effect', async () => {
  const verdict = await judgeFaulty(idempotentRace, effectForEachCopy());
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    expect.stringMatching(/^12 copies of one request at the same moment made \d+ order instances\.$/),
  ]);
});

test('fails when a copy is answered 500', async () => {
  const verdict = await judgeFaulty(idempotentRace, swapStatus(onOperation(challenge, 'createOrder'), 201, 500));
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['12 copies of one request at the same moment made 0 order instances.']);
});

test('passes when copies in between are answered 409', async () => {
  expect(await judgeFaulty(idempotentRace, conflictForCopies())).toMatchObject({ status: 'pass' });
});

test('survives garbage', () => expectToSurviveGarbage(idempotentRace));
