import { expect, test } from 'vitest';
import { audienceList } from '../../../graders/auth/audience-list.ts';
import { refuseCredentials } from '../../support/auth-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(audienceList)).toMatchObject({ status: 'pass' });
});

test('fails when the audience must be text', async () => {
  const verdict = await judgeFaulty(
    audienceList,
    refuseCredentials('wants-text', (_, token) => Array.isArray(token?.claims.aud)),
  );
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    '`GET /v2/orders` answered 401 to a token whose `aud` is a list that contains the audience.',
  ]);
});

test('survives garbage', () => expectToSurviveGarbage(audienceList));
