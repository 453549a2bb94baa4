import { expect, test } from 'vitest';
import { contractOperations } from '../../../graders/openapi/contract-operations.ts';
import { loadChallenge } from '../../../src/challenge/load.ts';
import { type Edit, editedSpec, specOf } from '../../support/document-faults.ts';
import { judgeReference, messagesOf } from '../../support/judging.ts';

const judge = async (...edits: Edit[]) =>
  judgeReference(contractOperations, { facts: { spec: await editedSpec(...edits) } });

test('passes on the document of the reference solution', async () => {
  expect(await judge()).toMatchObject({ status: 'pass', findings: [] });
});

test('loses the share of operations that are missing', async () => {
  const verdict = await judge({ at: '/paths/~1v2~1carts~1{cartId}/delete' }, { at: '/paths/~1readyz' });
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    '`/openapi.json` does not describe `DELETE /v2/carts/{cartId}`.',
    '`/openapi.json` does not describe `GET /readyz`.',
  ]);
});

test('fails for a document about nothing, and shows ten operations of many', async () => {
  const spec = await specOf({ openapi: '3.1.0', info: { title: 'x', version: '1' }, paths: {} });
  const verdict = await judgeReference(contractOperations, { facts: { spec } });
  expect(verdict).toMatchObject({ status: 'fail', score: 0 });
  expect(verdict.findings).toHaveLength(10);
});

test('asks for no more than the level does', async () => {
  const junior = await loadChallenge('checkout', { level: 'junior' });
  const later = ['~1v2~1orders', '~1v2~1orders~1{orderId}', '~1v2~1stock-imports', '~1v1~1products', '~1livez'];
  const spec = await editedSpec(...later.map((path) => ({ at: `/paths/${path}` })));
  expect(await judgeReference(contractOperations, { facts: { spec }, challenge: junior })).toMatchObject({
    status: 'pass',
  });
  expect(await judgeReference(contractOperations, { facts: { spec } })).toMatchObject({ status: 'partial' });
});

test('takes other names of parameters and a base path for what they are', async () => {
  const { document } = await editedSpec();
  const paths = Object.entries(document.paths as Record<string, unknown>).map(([path, item]) => [
    path.replace('/v2', '').replace('{cartId}', '{cart}'),
    item,
  ]);
  const v2 = paths.filter(([path]) => !/^\/(v1|livez|readyz)/.test(String(path)));
  const rest = paths.filter(([path]) => /^\/(v1|livez|readyz)/.test(String(path)));
  const atRoot = rest.map(([path, item]) => [path, { ...(item as object), servers: [{ url: '/' }] }]);
  const servers = [{ url: 'https://shop.example.test/v2' }];
  const spec = await specOf({ ...document, servers, paths: Object.fromEntries([...v2, ...atRoot]) });
  expect(await judgeReference(contractOperations, { facts: { spec } })).toMatchObject({ status: 'pass' });
});
