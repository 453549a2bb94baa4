import { expect, test } from 'vitest';
import { preconditionMissing } from '../../../graders/concurrency/precondition-missing.ts';
import { supplyIfMatch } from '../../support/concurrency-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(preconditionMissing)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when If-Match is not required', async () => {
  const verdict = await judgeFaulty(preconditionMissing, supplyIfMatch('updateProduct'));
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['`PATCH /v2/products/<id>` answered 200 to a write without If-Match.']);
});

test('survives garbage', () => expectToSurviveGarbage(preconditionMissing));
