import { expect, test } from 'vitest';
import { badEncoding } from '../../../graders/errors/bad-encoding.ts';
import { swapStatus } from '../../../src/verify/faults.ts';
import { breakOn } from '../../support/errors-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

const asked = (path: RegExp) => (request: { path: string }) => path.test(request.path);

test('passes on the reference solution', async () => {
  expect(await judgeReference(badEncoding)).toMatchObject({ status: 'pass', findings: [] });
});

test('passes where wrong queries are ignored: a valid design', async () => {
  expect(await judgeFaulty(badEncoding, swapStatus(asked(/\?cursor=/), 400, 200))).toMatchObject({ status: 'pass' });
});

test('fails where decoding crashes, or gives something', async () => {
  const verdict = await judgeFaulty(badEncoding, [
    ...[400, 404].map((from) => swapStatus(asked(/products\/%FF$/), from, 500)),
    ...[400, 404].map((from) => swapStatus(asked(/carts\/%00$/), from, 200)),
    breakOn(asked(/orders\?cursor=%ZZ/)),
  ]);
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    '`GET /v2/products/%FF` answered 500 to the id `%FF`.',
    '`GET /v2/carts/%00` answered 200 to the id `%00`.',
    '`GET /v2/orders?cursor=<cursor>` was not answered: the connection was closed without a complete answer to the query `cursor=<cursor>`.',
  ]);
});

test('survives garbage', () => expectToSurviveGarbage(badEncoding));
