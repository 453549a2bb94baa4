import { expect, test } from 'vitest';
import { staleWrite } from '../../../graders/concurrency/stale-write.ts';
import { ignoreIfMatch } from '../../support/concurrency-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(staleWrite)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when If-Match is ignored', async () => {
  const verdict = await judgeFaulty(staleWrite, ignoreIfMatch('updateProduct'));
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    '`PATCH /v2/products/<id>` answered 200 to an If-Match with the ETag of an earlier version.',
  ]);
});

test('survives garbage', () => expectToSurviveGarbage(staleWrite));
