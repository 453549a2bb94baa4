import { expect, test } from 'vitest';
import { repeatedParameters } from '../../../graders/errors/repeated-parameters.ts';
import { swapStatus } from '../../../src/verify/faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

const asked = (query: RegExp) => (request: { path: string }) => query.test(request.path);

test('passes on the reference solution', async () => {
  expect(await judgeReference(repeatedParameters)).toMatchObject({ status: 'pass', findings: [] });
});

test('passes where they are ignored: a valid design', async () => {
  expect(await judgeFaulty(repeatedParameters, swapStatus(asked(/\?/), 400, 200))).toMatchObject({ status: 'pass' });
});

test('fails for each spelling that crashes', async () => {
  const crashes = [
    swapStatus(asked(/products\?limit=1&limit=2/), 400, 500),
    swapStatus(asked(/orders.*\[a\]/), 200, 500),
  ];
  const verdict = await judgeFaulty(repeatedParameters, crashes);
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    '`GET /v2/products?limit=1&limit=2` answered 500 to the query `limit=1&limit=2`.',
    '`GET /v2/orders?limit[a]=1` answered 500 to the query `limit[a]=1`.',
    '`GET /v2/orders?cursor[a]=1` answered 500 to the query `cursor[a]=1`.',
  ]);
});

test('survives garbage', () => expectToSurviveGarbage(repeatedParameters));
