import { expect, test } from 'vitest';
import { versionNewToOld } from '../../../graders/versioning/version-new-to-old.ts';
import { onOperation, setField } from '../../../src/verify/faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(versionNewToOld)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when the conversion is wrong', async () => {
  const verdict = await judgeFaulty(versionNewToOld, setField(onOperation(challenge, 'getProductV1'), '/price', 19.98));
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    'Written as 1999 at `/price/amount` through v2, it was read as 19.98 at `/price` through v1.',
  ]);
});

test('survives garbage', () => expectToSurviveGarbage(versionNewToOld));
