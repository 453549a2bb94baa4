import { expect, test } from 'vitest';
import { documentMeaning } from '../../../graders/openapi/document-meaning.ts';
import { editedSpec } from '../../support/document-faults.ts';
import { judgeReference, messagesOf } from '../../support/judging.ts';

const names = ['Product', 'ProductPage', 'Cart', 'Order', 'OrderPage', 'StockImport', 'ProductV1', 'ProductPageV1'];

test('passes on the document of the reference solution', async () => {
  expect(await judgeReference(documentMeaning, { facts: { spec: await editedSpec() } })).toMatchObject({
    status: 'pass',
  });
});

test('fails when most answers are objects of any kind', async () => {
  const edits = names.map((name) => ({ at: `/components/schemas/${name}`, to: { type: 'object' } }));
  const verdict = await judgeReference(documentMeaning, { facts: { spec: await editedSpec(...edits) } });
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    expect.stringMatching(/^`\/openapi.json`: only \d+ of \d+ success responses describe what they hold$/),
  ]);
});
