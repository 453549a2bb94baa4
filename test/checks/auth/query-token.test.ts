import { expect, test } from 'vitest';
import { queryToken } from '../../../graders/auth/query-token.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(queryToken)).toMatchObject({ status: 'pass' });
});

test('fails when a token in the query is taken', async () => {
  const verdict = await judgeFaulty(queryToken, {
    id: 'takes-query-tokens',
    request(request) {
      const token = new URL(request.path, 'http://localhost').searchParams.get('access_token');
      if (token) request.headers.authorization = `Bearer ${token}`;
    },
  });
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    expect.stringMatching(
      /^`GET \/v2\/orders\?access_token=.* answered 200 to a token in the query parameter access_token\.$/,
    ),
  ]);
});

test('survives garbage', () => expectToSurviveGarbage(queryToken));
