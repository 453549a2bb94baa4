import { expect, test } from 'vitest';
import { documentConstraints } from '../../../graders/openapi/document-constraints.ts';
import { type Edit, editedSpec, specOf } from '../../support/document-faults.ts';
import { judgeReference, messagesOf } from '../../support/judging.ts';

const judge = async (...edits: Edit[]) =>
  judgeReference(documentConstraints, { facts: { spec: await editedSpec(...edits) } });

test('passes on the document of the reference solution', async () => {
  expect(await judge()).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when a range is empty', async () => {
  const verdict = await judge(
    { at: '/components/parameters/Limit/schema/minimum', to: 101 },
    { at: '/components/parameters/Limit/schema/default' },
  );
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['`/openapi.json`: no value fits: minimum is 101 and maximum is 100']);
});

test('fails when a choice is of another type', async () => {
  const verdict = await judge({ at: '/components/schemas/OrderStatus/enum', to: [1] });
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    '`/openapi.json`: All values of `enum` field must be of the same type as the `type` field: expected "string" but received "integer". [no-enum-type-mismatch]',
  ]);
});

test('is not earned by a document about nothing', async () => {
  const spec = await specOf({ openapi: '3.1.0', info: { title: 'x', version: '1' }, paths: {} });
  expect(await judgeReference(documentConstraints, { facts: { spec } })).toMatchObject({
    status: 'blocked',
    score: 0,
    reason: '`/openapi.json` describes none of the operations asked for',
  });
});
