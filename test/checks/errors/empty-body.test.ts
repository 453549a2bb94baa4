import { expect, test } from 'vitest';
import { emptyBody } from '../../../graders/errors/empty-body.ts';
import { onAll, swapStatus } from '../../../src/verify/faults.ts';
import { answerTo } from '../../support/errors-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(emptyBody)).toMatchObject({ status: 'pass', findings: [] });
});

test('passes with 400, and where an object without members may be left out: valid designs', async () => {
  expect(await judgeFaulty(emptyBody, swapStatus(onAll, 422, 400))).toMatchObject({ status: 'pass' });
  expect(await judgeFaulty(emptyBody, answerTo('createCart', /^$/, 201))).toMatchObject({ status: 'pass' });
});

test('fails when nothing is taken for something, or is not expected', async () => {
  const verdict = await judgeFaulty(emptyBody, [
    answerTo('createProduct', /^$/, 500),
    answerTo('putCartItem', /^$/, 200),
  ]);
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    '`POST /v2/products` answered 500 to an empty body.',
    '`PUT /v2/carts/<id>/items/<id>` answered 200 to an empty body.',
  ]);
});

test('survives garbage', () => expectToSurviveGarbage(emptyBody));
