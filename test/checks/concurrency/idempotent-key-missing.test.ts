import { expect, test } from 'vitest';
import { idempotentKeyMissing } from '../../../graders/concurrency/idempotent-key-missing.ts';
import { ignoreKey } from '../../support/concurrency-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(idempotentKeyMissing)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when a key is made up for those without', async () => {
  const verdict = await judgeFaulty(idempotentKeyMissing, ignoreKey());
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['`POST /v2/orders` answered 201 to a request without `idempotency-key`.']);
});

test('survives garbage', () => expectToSurviveGarbage(idempotentKeyMissing));
