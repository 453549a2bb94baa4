import { expect, test } from 'vitest';
import { unknownRoute } from '../../../graders/status-codes/unknown-route.ts';
import { onAll, swapStatus } from '../../../src/verify/faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(unknownRoute)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when every path is answered', async () => {
  const verdict = await judgeFaulty(unknownRoute, swapStatus(onAll, 404, 200));
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    expect.stringMatching(/^`GET .no-such-path-\w+` answered 200 to a path that nobody knows\.$/),
  ]);
});

test('survives garbage', () => expectToSurviveGarbage(unknownRoute));
