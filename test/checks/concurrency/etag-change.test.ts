import { expect, test } from 'vitest';
import { etagChange } from '../../../graders/concurrency/etag-change.ts';
import { onOperation, setHeader } from '../../../src/verify/faults.ts';
import { ignoreIfMatch } from '../../support/concurrency-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(etagChange)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when the ETag stays the same', async () => {
  const verdict = await judgeFaulty(etagChange, [
    setHeader(onOperation(challenge, 'getProduct'), 'etag', '"same"'),
    ignoreIfMatch('updateProduct'),
  ]);
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual(['The ETag was still "same" after a change.']);
});

test('survives garbage', () => expectToSurviveGarbage(etagChange));
