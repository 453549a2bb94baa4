import { expect, test } from 'vitest';
import { replaceIdempotence } from '../../../graders/status-codes/replace-idempotence.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';
import { addUp } from '../../support/status-faults.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(replaceIdempotence)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when quantities add up', async () => {
  const verdict = await judgeFaulty(replaceIdempotence, addUp());
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['The same PUT a second time left another state than the first.']);
});

test('survives garbage', () => expectToSurviveGarbage(replaceIdempotence));
