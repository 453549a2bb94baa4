import { expect, test } from 'vitest';
import { documentReferences } from '../../../graders/openapi/document-references.ts';
import { type Edit, editedSpec, specOf } from '../../support/document-faults.ts';
import { judgeReference, messagesOf } from '../../support/judging.ts';

const judge = async (...edits: Edit[]) =>
  judgeReference(documentReferences, { facts: { spec: await editedSpec(...edits) } });

test('passes on the document of the reference solution', async () => {
  expect(await judge()).toMatchObject({ status: 'pass', findings: [] });
});

const place = '/paths/~1v2~1products~1{productId}/get/responses/200/content/application~1json/schema';

test.each([
  ['#/components/schemas/Nope', "`/openapi.json`: Can't resolve $ref [no-unresolved-refs]"],
  [
    'https://example.test/product.json',
    '`/openapi.json`: `$ref: https://example.test/product.json` was not followed: a served document must not depend on other files.',
  ],
])('fails for a reference to %s', async (reference, message) => {
  const verdict = await judge({ at: place, to: { $ref: reference } });
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([message]);
  expect(verdict.findings[0]?.at).toBe(place);
});

test('allows references in a circle', async () => {
  const circle = { type: 'object', properties: { parent: { $ref: '#/components/schemas/Circle' } } };
  expect(await judge({ at: '/components/schemas/Circle', to: circle })).toMatchObject({ status: 'pass' });
});

test('is not earned by a document about nothing', async () => {
  const spec = await specOf({ openapi: '3.1.0', info: { title: 'x', version: '1' }, paths: {} });
  expect(await judgeReference(documentReferences, { facts: { spec } })).toMatchObject({
    status: 'blocked',
    score: 0,
    reason: '`/openapi.json` describes none of the operations asked for',
  });
});
