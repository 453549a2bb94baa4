import { expect, test } from 'vitest';
import { pageLimitInvalid } from '../../../graders/pagination/page-limit-invalid.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';
import { ignoreLimit } from '../../support/pagination-faults.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(pageLimitInvalid)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when nonsense counts as the default', async () => {
  const verdict = await judgeFaulty(pageLimitInvalid, ignoreLimit('listProducts'));
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    '`GET /v2/products?limit=0` answered 200 to a limit of "0".',
    '`GET /v2/products?limit=-1` answered 200 to a limit of "-1".',
    '`GET /v2/products?limit=abc` answered 200 to a limit of "abc".',
    '`GET /v2/products?limit=1.5` answered 200 to a limit of "1.5".',
  ]);
});

test('survives garbage', () => expectToSurviveGarbage(pageLimitInvalid));
