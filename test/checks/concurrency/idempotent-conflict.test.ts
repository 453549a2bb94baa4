import { expect, test } from 'vitest';
import { idempotentConflict } from '../../../graders/concurrency/idempotent-conflict.ts';
import { ignoreBody, ignoreKey } from '../../support/concurrency-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(idempotentConflict)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when another body counts as a repeat', async () => {
  const verdict = await judgeFaulty(idempotentConflict, ignoreBody());
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['`POST /v2/orders` answered 201 to another body with the same key.']);
});

test('fails when another body is carried out', async () => {
  const verdict = await judgeFaulty(idempotentConflict, ignoreKey());
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['`POST /v2/orders` answered 201 to another body with the same key.']);
});

test('survives garbage', () => expectToSurviveGarbage(idempotentConflict));
