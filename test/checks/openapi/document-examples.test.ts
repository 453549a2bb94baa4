import { expect, test } from 'vitest';
import { documentExamples } from '../../../graders/openapi/document-examples.ts';
import { type Edit, editedSpec, specOf } from '../../support/document-faults.ts';
import { judgeReference, messagesOf } from '../../support/judging.ts';

const judge = async (...edits: Edit[]) =>
  judgeReference(documentExamples, { facts: { spec: await editedSpec(...edits) } });

test('passes on the document of the reference solution', async () => {
  expect(await judge()).toMatchObject({ status: 'pass', findings: [] });
});

test.each<[string, Edit, string]>([
  [
    'an example',
    { at: '/components/schemas/Sku/example', to: 5 },
    '`/openapi.json`: the example does not fit its schema: must be string',
  ],
  [
    'a default',
    { at: '/components/parameters/Limit/schema/default', to: 0 },
    '`/openapi.json`: the default does not fit its schema: must be >= 1',
  ],
])('fails when %s does not fit', async (_, edit, message) => {
  const verdict = await judge(edit);
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([message]);
});

test('allows documents without examples', async () => {
  expect(await judge({ at: '/components/schemas/Sku/example' })).toMatchObject({ status: 'pass' });
});

test('is not earned by a document about nothing', async () => {
  const spec = await specOf({ openapi: '3.1.0', info: { title: 'x', version: '1' }, paths: {} });
  expect(await judgeReference(documentExamples, { facts: { spec } })).toMatchObject({
    status: 'blocked',
    score: 0,
    reason: '`/openapi.json` describes none of the operations asked for',
  });
});
