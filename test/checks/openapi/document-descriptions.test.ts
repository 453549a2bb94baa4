import { expect, test } from 'vitest';
import { documentDescriptions } from '../../../graders/openapi/document-descriptions.ts';
import { type Edit, editedSpec, specOf } from '../../support/document-faults.ts';
import { judgeReference, messagesOf } from '../../support/judging.ts';

const judge = async (...edits: Edit[]) =>
  judgeReference(documentDescriptions, { facts: { spec: await editedSpec(...edits) } });

const get = '/paths/~1v2~1orders~1{orderId}/get';

test('passes on the document of the reference solution', async () => {
  expect(await judge()).toMatchObject({ status: 'pass', findings: [] });
});

test('tells the operations that nothing is said about', async () => {
  const verdict = await judge({ at: `${get}/summary`, to: ' ' }, { at: `${get}/description` });
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual(['1 of 21 operations have neither a summary nor a description.']);
  expect(verdict.findings[0]?.received).toBe('GET /v2/orders/{orderId}');
});

test('fails when nothing is said at all', async () => {
  const get = { responses: { 200: { description: 'ok' } } };
  const spec = await specOf({ openapi: '3.1.0', info: { title: 'x', version: '1' }, paths: { '/readyz': { get } } });
  const verdict = await judgeReference(documentDescriptions, { facts: { spec } });
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['1 of 1 operations have neither a summary nor a description.']);
});
