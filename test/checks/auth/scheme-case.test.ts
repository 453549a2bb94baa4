import { expect, test } from 'vitest';
import { schemeCase } from '../../../graders/auth/scheme-case.ts';
import { refuseCredentials } from '../../support/auth-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(schemeCase)).toMatchObject({ status: 'pass' });
});

test('fails when the scheme is compared as it is written', async () => {
  const verdict = await judgeFaulty(
    schemeCase,
    refuseCredentials('wants-Bearer', ({ headers }) => !headers.authorization?.startsWith('Bearer ')),
  );
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    '`GET /v2/orders` answered 401 to a good token under the scheme `bearer`.',
    '`GET /v2/orders` answered 401 to a good token under the scheme `BEARER`.',
  ]);
});

test('holds in part when lower case is known only', async () => {
  const verdict = await judgeFaulty(
    schemeCase,
    refuseCredentials('knows-bearer', ({ headers }) => headers.authorization?.startsWith('BEARER ') === true),
  );
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual(['`GET /v2/orders` answered 401 to a good token under the scheme `BEARER`.']);
});

test('survives garbage', () => expectToSurviveGarbage(schemeCase));
