import { expect, test } from 'vitest';
import { pageCursorInvalid } from '../../../graders/pagination/page-cursor-invalid.ts';
import { onOperation, swapStatus } from '../../../src/verify/faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';
import { ignoreCursor } from '../../support/pagination-faults.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(pageCursorInvalid)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when a made-up cursor gives the first page', async () => {
  const verdict = await judgeFaulty(pageCursorInvalid, ignoreCursor('listProducts'));
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    '`GET /v2/products?cursor=<cursor>` answered 200 to a cursor of letters.',
    '`GET /v2/products?cursor=<cursor>` answered 200 to a cursor of base64 nonsense.',
    '`GET /v2/products?cursor=<cursor>` answered 200 to an SQL fragment.',
  ]);
});

test('fails when a made-up cursor is answered 500', async () => {
  const verdict = await judgeFaulty(pageCursorInvalid, swapStatus(onOperation(challenge, 'listOrders'), 400, 500));
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    '`GET /v2/orders?cursor=<cursor>` answered 500 to a cursor of letters.',
    '`GET /v2/orders?cursor=<cursor>` answered 500 to a cursor of base64 nonsense.',
    '`GET /v2/orders?cursor=<cursor>` answered 500 to an SQL fragment.',
  ]);
});

test('survives garbage', () => expectToSurviveGarbage(pageCursorInvalid));
