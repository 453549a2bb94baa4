import { expect, test } from 'vitest';
import { documentParameters } from '../../../graders/openapi/document-parameters.ts';
import { type Edit, editedSpec, specOf } from '../../support/document-faults.ts';
import { judgeReference, messagesOf } from '../../support/judging.ts';

const judge = async (...edits: Edit[]) =>
  judgeReference(documentParameters, { facts: { spec: await editedSpec(...edits) } });

test('passes on the document of the reference solution', async () => {
  expect(await judge()).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when a path parameter is not declared', async () => {
  const verdict = await judge({ at: '/paths/~1v2~1orders~1{orderId}/parameters' });
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    '`/openapi.json`: The operation does not define the path parameter `{orderId}` expected by path `/v2/orders/{orderId}`. [path-parameters-defined]',
  ]);
});

test('fails when a parameter is declared twice', async () => {
  const verdict = await judge({
    at: '/paths/~1v2~1products/get/parameters/2',
    to: { $ref: '#/components/parameters/Limit' },
  });
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    '`/openapi.json`: Operations must have unique `name` + `in` parameters. Repeats of `in:query` + `name:limit`. [operation-parameters-unique]',
  ]);
});

test('is not earned by a document about nothing', async () => {
  const spec = await specOf({ openapi: '3.1.0', info: { title: 'x', version: '1' }, paths: {} });
  expect(await judgeReference(documentParameters, { facts: { spec } })).toMatchObject({
    status: 'blocked',
    score: 0,
    reason: '`/openapi.json` describes none of the operations asked for',
  });
});
