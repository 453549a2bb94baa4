import { expect, test } from 'vitest';
import { methodOverride } from '../../../graders/auth/method-override.ts';
import { honourMethodOverride } from '../../support/auth-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(methodOverride)).toMatchObject({ status: 'pass' });
});

test('fails when POST carries out what a header says', async () => {
  const verdict = await judgeFaulty(methodOverride, honourMethodOverride('POST'));
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    '`POST /v2/products/<id>?_method=PATCH` answered 200, and the product had changed afterwards.',
    '`POST /v2/carts/<id>?_method=DELETE` answered 204, and the cart was gone afterwards.',
  ]);
});

test('fails when GET carries out what a header says', async () => {
  const verdict = await judgeFaulty(methodOverride, honourMethodOverride('GET'));
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    '`GET /v2/products/<id>?_method=PATCH` answered 200, and the product had changed afterwards.',
    '`GET /v2/carts/<id>?_method=DELETE` answered 204, and the cart was gone afterwards.',
  ]);
});

test('survives garbage', () => expectToSurviveGarbage(methodOverride));
