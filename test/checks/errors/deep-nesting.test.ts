import { expect, test } from 'vitest';
import { deepNesting } from '../../../graders/errors/deep-nesting.ts';
import { swapStatus } from '../../../src/verify/faults.ts';
import { answerTo, breakOn } from '../../support/errors-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

const nested = /\[{9999}/;

test('passes on the reference solution', async () => {
  expect(await judgeReference(deepNesting)).toMatchObject({ status: 'pass', findings: [] });
});

test('passes where unknown members are refused: a valid design', async () => {
  expect(await judgeFaulty(deepNesting, answerTo('createProduct', nested, 422))).toMatchObject({ status: 'pass' });
});

test('fails where the stack overflows', async () => {
  const verdict = await judgeFaulty(deepNesting, answerTo('createProduct', nested, 500));
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    '`POST /v2/products` answered 500 to an array 10000 levels deep.',
    '`POST /v2/products` answered 500 to a member 10000 levels deep.',
  ]);
});

test('fails where the service does not live on', async () => {
  let dead = false;
  const verdict = await judgeFaulty(deepNesting, [
    breakOn((request) => {
      dead ||= /^\{.*\[{9999}/.test(request.body);
      return dead;
    }),
  ]);
  expect(messagesOf(verdict)[0]).toBe(
    '`POST /v2/products` was not answered: the connection was closed without a complete answer to a member 10000 levels deep.',
  );
});

test('fails where the probe fails afterwards', async () => {
  const verdict = await judgeFaulty(
    deepNesting,
    swapStatus(({ path }) => path === '/livez', 200, 503),
  );
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)[0]).toBe('After an array 10000 levels deep, `GET /livez` answered 503.');
});

test('survives garbage', () => expectToSurviveGarbage(deepNesting));
