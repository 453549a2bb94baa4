import { expect, test } from 'vitest';
import { conditionalGet } from '../../../graders/status-codes/conditional-get.ts';
import { ignoring, onAll } from '../../../src/verify/faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(conditionalGet)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when the whole is sent again', async () => {
  const verdict = await judgeFaulty(
    conditionalGet,
    ignoring('ignore-if-none-match', onAll, (request) => {
      delete request.headers['if-none-match'];
    }),
  );
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    '`GET /v2/products/<id>` answered 200 to an If-None-Match with the current ETag.',
    '`GET /v2/carts/<id>` answered 200 to an If-None-Match with the current ETag.',
  ]);
});

test('survives garbage', () => expectToSurviveGarbage(conditionalGet));
