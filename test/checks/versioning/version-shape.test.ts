import { expect, test } from 'vitest';
import { versionShape } from '../../../graders/versioning/version-shape.ts';
import { onOperation, setField } from '../../../src/verify/faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(versionShape)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when the old version shows the new price', async () => {
  const verdict = await judgeFaulty(
    versionShape,
    setField(onOperation(challenge, 'getProductV1'), '/price', { amount: 1250, currency: 'EUR' }),
  );
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    expect.stringMatching(/^The v1 answer does not have the shape of the contract: .+ at `.price`\.$/),
  ]);
});

test('passes when the old version has more members', async () => {
  expect(
    await judgeFaulty(versionShape, setField(onOperation(challenge, 'getProductV1'), '/colour', 'red')),
  ).toMatchObject({ status: 'pass' });
});

test('survives garbage', () => expectToSurviveGarbage(versionShape));
