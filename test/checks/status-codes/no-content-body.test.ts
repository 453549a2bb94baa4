import { expect, test } from 'vitest';
import { noContentBody } from '../../../graders/status-codes/no-content-body.ts';
import { onOperation, setHeader } from '../../../src/verify/faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(noContentBody)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails with a length', async () => {
  const verdict = await judgeFaulty(
    noContentBody,
    setHeader(onOperation(challenge, 'deleteCart'), 'content-length', '2', 204),
  );
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual(['A 204 came with Content-Length 2.']);
});

test('survives garbage', () => expectToSurviveGarbage(noContentBody));
