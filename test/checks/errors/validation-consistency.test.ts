import { expect, test } from 'vitest';
import { validationConsistency } from '../../../graders/errors/validation-consistency.ts';
import { onAll, onOperation, swapStatus } from '../../../src/verify/faults.ts';
import { answerTo } from '../../support/errors-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(validationConsistency)).toMatchObject({ status: 'pass', findings: [] });
});

test('passes with 400 for everything, and with 400 for wrong types only: valid designs', async () => {
  expect(await judgeFaulty(validationConsistency, swapStatus(onAll, 422, 400))).toMatchObject({ status: 'pass' });
  const wrongTypes = [
    answerTo('createProduct', /"amount":"/, 400),
    answerTo('createCart', /42/, 400),
    answerTo('createOrder', /:7}/, 400),
  ];
  expect(await judgeFaulty(validationConsistency, wrongTypes)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when one resource differs from the others', async () => {
  const verdict = await judgeFaulty(validationConsistency, swapStatus(onOperation(challenge, 'createOrder'), 422, 400));
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    '`POST /v2/orders` answered 400 to a missing member, `POST /v2/products` 422.',
    '`POST /v2/orders` answered 400 to a value of the wrong type, `POST /v2/products` 422.',
  ]);
});

test('is blocked where invalid bodies are accepted', async () => {
  const verdict = await judgeFaulty(validationConsistency, swapStatus(onAll, 422, 201));
  expect(verdict).toMatchObject({ status: 'blocked', reason: 'a missing member was refused nowhere' });
});

test('survives garbage', () => expectToSurviveGarbage(validationConsistency));
