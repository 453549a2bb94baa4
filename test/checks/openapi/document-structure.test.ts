import { expect, test } from 'vitest';
import { documentStructure } from '../../../graders/openapi/document-structure.ts';
import { type Edit, editedSpec, specOf } from '../../support/document-faults.ts';
import { judgeReference, messagesOf } from '../../support/judging.ts';

const judge = async (...edits: Edit[]) =>
  judgeReference(documentStructure, { facts: { spec: await editedSpec(...edits) } });

test('passes on the document of the reference solution', async () => {
  expect(await judge()).toMatchObject({ status: 'pass', findings: [] });
});

const list = '/paths/~1v2~1products/get';

test.each<[string, Edit, string]>([
  [
    'a status that is none',
    { at: `${list}/responses/99`, to: { description: 'x' } },
    '`/openapi.json`: Property `99` is not expected here. [struct]',
  ],
  [
    'a field that is none',
    { at: `${list}/responsez`, to: {} },
    '`/openapi.json`: Property `responsez` is not expected here. [struct]',
  ],
  [
    'a response without a description',
    { at: `${list}/responses/200/description` },
    '`/openapi.json`: The field `description` must be present on this level. [struct]',
  ],
  [
    'an optional path parameter',
    { at: '/components/parameters/ProductId/required', to: false },
    '`/openapi.json`: "required" property must be equal to constant. [oas3-schema]',
  ],
  [
    'a path to another host',
    { at: '/paths/~1~1evil.test', to: { get: { responses: { 200: { description: 'ok' } } } } },
    '`/openapi.json`: the path "//evil.test" does not begin with exactly one slash',
  ],
])('fails for %s', async (_, edit, message) => {
  const verdict = await judge(edit);
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([message]);
  expect(verdict.findings[0]?.at).toMatch(/^\/(paths|components)\//);
});

test('leaves faults of other kinds to their own checks', async () => {
  expect(await judge({ at: '/components/schemas/Sku/example', to: 5 })).toMatchObject({ status: 'pass' });
});

test('shows five problems of many', async () => {
  const wrong = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`${index}`, { description: 'x' }]));
  const verdict = await judge({ at: `${list}/responses`, to: { ...wrong, 200: { description: 'ok' } } });
  expect(verdict.status).toBe('fail');
  expect(verdict.findings).toHaveLength(5);
});

test('is not earned by a document about nothing', async () => {
  const spec = await specOf({ openapi: '3.1.0', info: { title: 'x', version: '1' }, paths: {} });
  expect(await judgeReference(documentStructure, { facts: { spec } })).toMatchObject({
    status: 'blocked',
    score: 0,
    reason: '`/openapi.json` describes none of the operations asked for',
  });
});
