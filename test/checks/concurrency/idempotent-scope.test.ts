import { expect, test } from 'vitest';
import { idempotentScope } from '../../../graders/concurrency/idempotent-scope.ts';
import { shareKeys } from '../../support/concurrency-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(idempotentScope)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when the key of another caller counts', async () => {
  const verdict = await judgeFaulty(idempotentScope, shareKeys());
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    "Another caller who happened to use the same key got the first caller's order.",
  ]);
});

test('survives garbage', () => expectToSurviveGarbage(idempotentScope));
