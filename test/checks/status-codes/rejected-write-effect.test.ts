import { expect, test } from 'vitest';
import { rejectedWriteEffect } from '../../../graders/status-codes/rejected-write-effect.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';
import { saveHalf } from '../../support/status-faults.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(rejectedWriteEffect)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when a refused update is half saved', async () => {
  const verdict = await judgeFaulty(rejectedWriteEffect, saveHalf());
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    'An update with a negative price answered 422, and the product changed all the same.',
    'An update with a price that is text answered 422, and the product changed all the same.',
    'An update with an unknown currency answered 422, and the product changed all the same.',
    'An update with a negative stock answered 422, and the product changed all the same.',
  ]);
});

test('survives garbage', () => expectToSurviveGarbage(rejectedWriteEffect));
