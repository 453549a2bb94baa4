import { expect, test } from 'vitest';
import { lostUpdate } from '../../../graders/concurrency/lost-update.ts';
import { ignoreIfMatch } from '../../support/concurrency-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(lostUpdate)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when every writer wins', async () => {
  const verdict = await judgeFaulty(lostUpdate, ignoreIfMatch('updateProduct'));
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual(['8 of 8 simultaneous writers with the same ETag succeeded.']);
});

test('survives garbage', () => expectToSurviveGarbage(lostUpdate));
