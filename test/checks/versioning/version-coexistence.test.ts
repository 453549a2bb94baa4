import { expect, test } from 'vitest';
import { versionCoexistence } from '../../../graders/versioning/version-coexistence.ts';
import { onOperation, swapStatus } from '../../../src/verify/faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(versionCoexistence)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when the old version is gone', async () => {
  const verdict = await judgeFaulty(versionCoexistence, swapStatus(onOperation(challenge, 'getProductV1'), 200, 404));
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    '`GET /v1/products/<id>` answered 404 to the v1 request for something that exists.',
  ]);
});

test('survives garbage', () => expectToSurviveGarbage(versionCoexistence));
