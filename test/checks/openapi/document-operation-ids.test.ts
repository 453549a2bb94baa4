import { expect, test } from 'vitest';
import { documentOperationIds } from '../../../graders/openapi/document-operation-ids.ts';
import { type Edit, editedSpec, specOf } from '../../support/document-faults.ts';
import { judgeReference, messagesOf } from '../../support/judging.ts';

const judge = async (...edits: Edit[]) =>
  judgeReference(documentOperationIds, { facts: { spec: await editedSpec(...edits) } });

test('passes on the document of the reference solution', async () => {
  expect(await judge()).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when two operations have one id', async () => {
  const verdict = await judge({ at: '/paths/~1v2~1orders/get/operationId', to: 'listProducts' });
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    '`/openapi.json`: Every operation must have a unique `operationId`. [operation-operationId-unique]',
  ]);
});

test('fails when two paths are the same place', async () => {
  const parameters = [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }];
  const get = { operationId: 'other', parameters, responses: { default: { description: 'x' } } };
  const verdict = await judge({ at: '/paths/~1v2~1orders~1{id}', to: { get } });
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    '`/openapi.json`: The path already exists which differs only by path parameter name(s): `/v2/orders/{orderId}` and `/v2/orders/{id}`. [no-identical-paths]',
  ]);
});

test('allows operations without ids', async () => {
  expect(await judge({ at: '/paths/~1v2~1orders/get/operationId' })).toMatchObject({ status: 'pass' });
});

test('is not earned by a document about nothing', async () => {
  const spec = await specOf({ openapi: '3.1.0', info: { title: 'x', version: '1' }, paths: {} });
  expect(await judgeReference(documentOperationIds, { facts: { spec } })).toMatchObject({
    status: 'blocked',
    score: 0,
    reason: '`/openapi.json` describes none of the operations asked for',
  });
});
