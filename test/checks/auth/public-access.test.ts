import { expect, test } from 'vitest';
import { publicAccess } from '../../../graders/auth/public-access.ts';
import { alter } from '../../../src/verify/faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

const protectEverything = alter(
  'protects-everything',
  ({ headers }) => headers.authorization === undefined,
  (response) => {
    response.status = 401;
  },
);

test('passes on the reference solution', async () => {
  expect(await judgeReference(publicAccess)).toMatchObject({ status: 'pass' });
});

test('fails when public reads need a token', async () => {
  const verdict = await judgeFaulty(publicAccess, protectEverything);
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['`GET /v2/products/<id>` answered 401 to a caller without a token.']);
});

test('survives garbage', () => expectToSurviveGarbage(publicAccess));
