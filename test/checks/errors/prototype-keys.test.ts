import { expect, test } from 'vitest';
import { prototypeKeys } from '../../../graders/errors/prototype-keys.ts';
import { answerTo, inheritDescription } from '../../support/errors-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(prototypeKeys)).toMatchObject({ status: 'pass', findings: [] });
});

test('passes where such members are taken and kept apart: a valid design', async () => {
  expect(await judgeFaulty(prototypeKeys, answerTo('createCart', /__proto__/, 201))).toMatchObject({ status: 'pass' });
});

test.each(['createProduct', 'updateProduct'])('fails where %s pollutes what comes later', async (operation) => {
  const verdict = await judgeFaulty(prototypeKeys, inheritDescription(operation));
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    '`POST /v2/products` answered with a value from the `__proto__` of an earlier request.',
  ]);
});

test('fails where such members crash the service', async () => {
  const verdict = await judgeFaulty(prototypeKeys, [
    answerTo('updateProduct', /__proto__/, 500),
    answerTo('createOrder', /__proto__/, 502),
  ]);
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    '`PATCH /v2/products/<id>` answered 500 to members called `__proto__` and `constructor`.',
    '`POST /v2/orders` answered 502 to members called `__proto__` and `constructor`.',
  ]);
});

test('survives garbage', () => expectToSurviveGarbage(prototypeKeys));
