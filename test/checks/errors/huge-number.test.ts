import { expect, test } from 'vitest';
import { hugeNumber } from '../../../graders/errors/huge-number.ts';
import { answerTo } from '../../support/errors-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(hugeNumber)).toMatchObject({ status: 'pass', findings: [] });
});

test('passes where a number is held exactly, or not shown: valid designs', async () => {
  const exact = answerTo('createProduct', /"stock":9007199254740993/, 201, '{"stock":9007199254740993}');
  const silent = answerTo('createStockImport', /1e400/, 202, { status: 'pending' });
  expect(await judgeFaulty(hugeNumber, [exact, silent])).toMatchObject({ status: 'pass', findings: [] });
});

test('fails where a number is changed, or crashes the service', async () => {
  const verdict = await judgeFaulty(hugeNumber, [
    answerTo('createProduct', /"stock":9007199254740993/, 201, '{"stock":9007199254740992}'),
    answerTo('createProduct', /"stock":1e400/, 201, '{"stock":null}'),
    answerTo('putCartItem', /1e400/, 500),
  ]);
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    '`POST /v2/products` took 1e400 as `/stock` and answered with another number.',
    '`POST /v2/products` took 9007199254740993 as `/stock` and answered with another number.',
    '`PUT /v2/carts/<id>/items/<id>` answered 500 to 1e400 as `/quantity`.',
  ]);
});

test('survives garbage', () => expectToSurviveGarbage(hugeNumber));
