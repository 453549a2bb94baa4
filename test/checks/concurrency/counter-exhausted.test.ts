import { expect, test } from 'vitest';
import { counterExhausted } from '../../../graders/concurrency/counter-exhausted.ts';
import { sellAnyway } from '../../support/concurrency-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(counterExhausted)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when more is sold than there is', async () => {
  const verdict = await judgeFaulty(counterExhausted, sellAnyway());
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['`POST /v2/orders` answered 201 to an order for what is no longer there.']);
});

test('survives garbage', () => expectToSurviveGarbage(counterExhausted));
