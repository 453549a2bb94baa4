import { expect, test } from 'vitest';
import { currentWrite } from '../../../graders/concurrency/current-write.ts';
import { refuseCurrent } from '../../support/concurrency-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(currentWrite)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when the current ETag is refused', async () => {
  const verdict = await judgeFaulty(currentWrite, refuseCurrent());
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual(['`PATCH /v2/products/<id>` answered 412 to an If-Match with the current ETag.']);
});

test('survives garbage', () => expectToSurviveGarbage(currentWrite));
