import { expect, test } from 'vitest';
import { malformedJson } from '../../../graders/errors/malformed-json.ts';
import { onAll, swapStatus } from '../../../src/verify/faults.ts';
import { answerTo } from '../../support/errors-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(malformedJson)).toMatchObject({ status: 'pass', findings: [] });
});

test('passes with 422: a valid design', async () => {
  expect(await judgeFaulty(malformedJson, swapStatus(onAll, 400, 422))).toMatchObject({ status: 'pass' });
});

test('fails when the parser’s error becomes one of the server', async () => {
  const verdict = await judgeFaulty(malformedJson, [
    answerTo('createProduct', /[^}]$/, 500),
    answerTo('createCart', /^this/, 201),
  ]);
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    '`POST /v2/products` answered 500 to JSON that ends too early.',
    '`POST /v2/products` answered 500 to a body of plain words.',
    '`POST /v2/carts` answered 201 to a body of plain words.',
  ]);
});

test('survives garbage', () => expectToSurviveGarbage(malformedJson));
