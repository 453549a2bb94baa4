import { expect, test } from 'vitest';
import { documentSecurity } from '../../../graders/openapi/document-security.ts';
import { type Edit, editedSpec, specOf } from '../../support/document-faults.ts';
import { judgeReference, messagesOf } from '../../support/judging.ts';

const judge = async (...edits: Edit[]) =>
  judgeReference(documentSecurity, { facts: { spec: await editedSpec(...edits) } });

test('passes on the document of the reference solution', async () => {
  expect(await judge()).toMatchObject({ status: 'pass', findings: [] });
});

const create = '/paths/~1v2~1products/post/security';

test('fails when a scheme is not defined', async () => {
  const verdict = await judge({ at: create, to: [{ nobody: [] }] });
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    '`/openapi.json`: There is no `nobody` security scheme defined. [security-defined]',
  ]);
});

test('loses the share of protected operations that are described as open', async () => {
  const verdict = await judge({ at: create, to: [] });
  expect(verdict.status).toBe('partial');
  expect(verdict.score).toBeGreaterThan(0.9);
  expect(messagesOf(verdict)).toEqual(['The document says that `POST /v2/products` needs no credentials.']);
});

test('allows credentials for everything, declared once', async () => {
  expect(await judge({ at: create }, { at: '/security', to: [{ bearer: [] }] })).toMatchObject({ status: 'pass' });
});

test('is not earned by a document about nothing', async () => {
  const spec = await specOf({ openapi: '3.1.0', info: { title: 'x', version: '1' }, paths: {} });
  expect(await judgeReference(documentSecurity, { facts: { spec } })).toMatchObject({
    status: 'blocked',
    score: 0,
    reason: '`/openapi.json` describes none of the operations asked for',
  });
});
