import { expect, test } from 'vitest';
import { versionOldToNew } from '../../../graders/versioning/version-old-to-new.ts';
import { onOperation, setField } from '../../../src/verify/faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(versionOldToNew)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when the conversion is wrong', async () => {
  const verdict = await judgeFaulty(
    versionOldToNew,
    setField(onOperation(challenge, 'getProduct'), '/price/amount', 1249),
  );
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    'Written as 12.5 at `/price` through v1, it was read as 1249 at `/price/amount` through v2.',
  ]);
});

test('survives garbage', () => expectToSurviveGarbage(versionOldToNew));
