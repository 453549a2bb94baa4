import { expect, test } from 'vitest';
import { documentCoverage } from '../../../graders/openapi/document-coverage.ts';
import { type Edit, editedSpec, specOf } from '../../support/document-faults.ts';
import { judgeReference, messagesOf } from '../../support/judging.ts';

const judge = async (...edits: Edit[]) =>
  judgeReference(documentCoverage, { facts: { spec: await editedSpec(...edits) } });

test('passes on the document of the reference solution', async () => {
  expect(await judge()).toMatchObject({ status: 'pass', findings: [] });
});

const get = '/paths/~1v2~1orders~1{orderId}/get/responses';

test('loses the share of operations whose refusals are left out', async () => {
  const verdict = await judge(
    { at: `${get}/401` },
    { at: `${get}/404` },
    { at: `${get}/403` },
    { at: `${get}/default` },
  );
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    'The responses of `GET /v2/orders/{orderId}` do not say what happens to a request that is not valid and 401 and 404.',
  ]);
});

test.each(['4XX', 'default'])('allows %s for all of them', async (key) => {
  const { status } = await judge({ at: get, to: { 200: { description: 'ok' }, [key]: { description: 'refused' } } });
  expect(status).toBe('pass');
});

test('is not earned by a document about nothing', async () => {
  const spec = await specOf({ openapi: '3.1.0', info: { title: 'x', version: '1' }, paths: {} });
  expect(await judgeReference(documentCoverage, { facts: { spec } })).toMatchObject({
    status: 'blocked',
    score: 0,
    reason: '`/openapi.json` describes none of the operations asked for',
  });
});
