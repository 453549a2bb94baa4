import { expect, test } from 'vitest';
import { idempotentReplay } from '../../../graders/concurrency/idempotent-replay.ts';
import { ignoreKey, otherIdOnRepeat, takeAgainOnRepeat } from '../../support/concurrency-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(idempotentReplay)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when the key is ignored', async () => {
  const verdict = await judgeFaulty(idempotentReplay, ignoreKey());
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['The same request with the same key answered 409.']);
});

test('fails when a repeat is answered with another id', async () => {
  const verdict = await judgeFaulty(idempotentReplay, otherIdOnRepeat());
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['The same request with the same key answered 201 and made another order.']);
});

test('fails when a repeat takes from stock again', async () => {
  const verdict = await judgeFaulty(idempotentReplay, takeAgainOnRepeat());
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['The counter `/stock` went from 500 to 498.']);
});

test('survives garbage', () => expectToSurviveGarbage(idempotentReplay));
