import { expect, test } from 'vitest';
import { validationStatus } from '../../../graders/errors/validation-status.ts';
import { onAll, swapStatus } from '../../../src/verify/faults.ts';
import { answerTo } from '../../support/errors-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(validationStatus)).toMatchObject({ status: 'pass', findings: [] });
});

test('passes with 400: a valid design', async () => {
  expect(await judgeFaulty(validationStatus, swapStatus(onAll, 422, 400))).toMatchObject({ status: 'pass' });
});

test('fails by variant where an invalid body is accepted', async () => {
  const verdict = await judgeFaulty(validationStatus, [
    answerTo('createProduct', /"amount":-1/, 201),
    answerTo('putCartItem', /1\.5/, 500),
  ]);
  expect(verdict.status).toBe('partial');
  expect(verdict.score).toBeCloseTo(12 / 14);
  expect(messagesOf(verdict)).toEqual([
    '`POST /v2/products` answered 201 to a negative price.',
    '`PUT /v2/carts/<id>/items/<id>` answered 500 to a fractional quantity.',
  ]);
});

test('survives garbage', () => expectToSurviveGarbage(validationStatus));
