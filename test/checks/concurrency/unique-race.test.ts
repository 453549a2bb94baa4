import { expect, test } from 'vitest';
import { uniqueRace } from '../../../graders/concurrency/unique-race.ts';
import { onOperation, swapStatus } from '../../../src/verify/faults.ts';
import { makeDuplicates } from '../../support/concurrency-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(uniqueRace)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when duplicates are made', async () => {
  const verdict = await judgeFaulty(uniqueRace, makeDuplicates());
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['8 simultaneous requests with the same `/sku` made 8 product instances.']);
});

test('fails when those who come second are answered 500', async () => {
  const verdict = await judgeFaulty(uniqueRace, swapStatus(onOperation(challenge, 'createProduct'), 409, 500));
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['One of those who came second answered 500.']);
});

test('survives garbage', () => expectToSurviveGarbage(uniqueRace));
