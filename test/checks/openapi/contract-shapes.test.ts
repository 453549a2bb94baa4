import { expect, test } from 'vitest';
import { contractShapes } from '../../../graders/openapi/contract-shapes.ts';
import { loadChallenge } from '../../../src/challenge/load.ts';
import { type Edit, editedSpec } from '../../support/document-faults.ts';
import { judgeReference, messagesOf } from '../../support/judging.ts';

const judge = async (...edits: Edit[]) =>
  judgeReference(contractShapes, { facts: { spec: await editedSpec(...edits) } });

const patch = '/paths/~1v2~1products~1{productId}/patch';

test('passes on the document of the reference solution', async () => {
  expect(await judge()).toMatchObject({ status: 'pass', findings: [] });
});

test.each<[string, Edit[], string[]]>([
  [
    'a property is missing',
    [{ at: '/components/schemas/StockImport/properties/imported' }],
    [
      '`POST /v2/stock-imports` is described unlike the contract: response 202/imported is not described.',
      '`GET /v2/stock-imports/{importId}` is described unlike the contract: response 200/imported is not described.',
    ],
  ],
  [
    'a type is another',
    [{ at: '/components/schemas/CartItemInput/properties/quantity', to: { type: 'string' } }],
    [
      '`PUT /v2/carts/{cartId}/items/{productId}` is described unlike the contract: request body/quantity is "string", in the contract "number".',
    ],
  ],
  [
    'more is required',
    [{ at: '/components/schemas/NewCart/required', to: ['note'] }],
    ['`POST /v2/carts` is described unlike the contract: request body/note is required, in the contract it is not.'],
  ],
  [
    'a required header is missing',
    [{ at: `${patch}/parameters` }],
    [
      '`PATCH /v2/products/{productId}` is described unlike the contract: header parameter `If-Match` is not described.',
    ],
  ],
  [
    'the success is missing',
    [
      { at: '/paths/~1v2~1carts~1{cartId}/delete/responses/204' },
      { at: '/paths/~1v2~1carts~1{cartId}/delete/responses/default' },
    ],
    ['`DELETE /v2/carts/{cartId}` is described unlike the contract: response 204 is not described.'],
  ],
])('loses the share of operations when %s', async (_, edits, messages) => {
  const verdict = await judge(...edits);
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual(messages);
});

test('counts what else is different beyond three', async () => {
  const [message] = messagesOf(await judge({ at: '/components/schemas/NewProduct/properties', to: { other: {} } }));
  expect(message).toMatch(/^`POST \/v2\/products` is described unlike the contract: (.*; ){3}and 2 more\.$/);
});

test('leaves the choice of refusals to the candidate', async () => {
  const responses = '/paths/~1v2~1orders/post/responses';
  const verdict = await judge({ at: `${responses}/404` }, { at: `${responses}/413` }, { at: `${responses}/default` });
  expect(verdict).toMatchObject({ status: 'pass' });
});

test('allows what is added and optional', async () => {
  const verdict = await judge({ at: '/components/schemas/Product/properties/colour', to: { type: 'string' } });
  expect(verdict).toMatchObject({ status: 'pass' });
});

test('does not ask a junior for preconditions', async () => {
  const junior = await loadChallenge('checkout', { level: 'junior' });
  const spec = await editedSpec({ at: `${patch}/parameters` });
  expect(await judgeReference(contractShapes, { facts: { spec }, challenge: junior })).toMatchObject({
    status: 'pass',
  });
});
