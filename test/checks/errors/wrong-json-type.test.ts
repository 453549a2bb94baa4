import { expect, test } from 'vitest';
import { wrongJsonType } from '../../../graders/errors/wrong-json-type.ts';
import { onAll, swapStatus } from '../../../src/verify/faults.ts';
import { answerTo } from '../../support/errors-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(wrongJsonType)).toMatchObject({ status: 'pass', findings: [] });
});

test('passes with 400, and with null for an object without members: valid designs', async () => {
  expect(await judgeFaulty(wrongJsonType, swapStatus(onAll, 422, 400))).toMatchObject({ status: 'pass' });
  expect(await judgeFaulty(wrongJsonType, answerTo('createCart', /^null$/, 201))).toMatchObject({ status: 'pass' });
});

test('fails for each type that is taken or not expected', async () => {
  const verdict = await judgeFaulty(wrongJsonType, [
    answerTo('createProduct', /^null$/, 500),
    answerTo('createCart', /^\[/, 201),
    answerTo('createCart', /^42$/, 201),
    answerTo('createOrder', /^"text"$/, 500),
  ]);
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    '`POST /v2/products` answered 500 to null instead of an object.',
    '`POST /v2/carts` answered 201 to an array instead of an object.',
    '`POST /v2/carts` answered 201 to a number instead of an object.',
    '`POST /v2/orders` answered 500 to a string instead of an object.',
  ]);
});

test('survives garbage', () => expectToSurviveGarbage(wrongJsonType));
