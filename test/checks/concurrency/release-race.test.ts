import { expect, test } from 'vitest';
import { releaseRace } from '../../../graders/concurrency/release-race.ts';
import { giveBackAgain } from '../../support/concurrency-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(releaseRace)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when it is given back several times', async () => {
  const verdict = await judgeFaulty(releaseRace, giveBackAgain());
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    expect.stringMatching(/^After one order and its `cancel`, the counter `.stock` read \d+\.$/),
  ]);
});

test('survives garbage', () => expectToSurviveGarbage(releaseRace));
