import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openapiChecks } from '../../../graders/openapi/index.ts';
import type { SpecFact } from '../../../src/core/artifact.ts';
import { editedSpec, exchangeOf } from '../../support/document-faults.ts';
import { judgeReference } from '../../support/judging.ts';

const reference = await editedSpec();

const exchanges = [
  exchangeOf('GET /readyz', { status: 200, body: '<html></html>', headers: { 'content-type': 'text/html' } }),
  exchangeOf('GET /v2/products', { status: 200, body: 'null' }),
  exchangeOf('POST /v2/carts', { status: 201, body: '[]' }),
  exchangeOf('GET /v2/carts/7', { status: 200, json: { id: [], items: 'none', total: 17 } }),
  exchangeOf('GET /v2/orders/7', { status: 200, body: '{"id": ' }),
  exchangeOf('GET /v2/orders', { status: 999 }),
];

const factOf = (document: Record<string, unknown>): SpecFact => ({
  ...{ origin: 'served', location: '/openapi.json', format: 'json', version: '3.1.0' },
  ...{ document, problems: [], differences: [], operations: [] },
});

/** The statuses of all checks of the family, as far as they are not fit for a submission. */
const broken = async (spec: SpecFact): Promise<string[]> => {
  const judged = await Promise.all(
    openapiChecks.map(async (check) => {
      const { status, reason } = await judgeReference(check, { facts: { spec, traffic: { exchanges } } });
      return `${check.id}: ${status} ${reason ?? ''}`;
    }),
  );
  return judged.filter((line) => / (error|inconclusive|not-applicable) /.test(line));
};

test('answers of any kind break no check', async () => {
  expect(await broken(reference)).toEqual([]);
});

const places = [
  [],
  ['paths'],
  ['paths', '/readyz'],
  ['paths', '/readyz', 'get'],
  ['paths', '/v2/carts', 'post', 'responses'],
  ['paths', '/v2/carts', 'post', 'responses', '201'],
  ['paths', '/v2/carts', 'post', 'responses', '201', 'headers'],
  ['paths', '/v2/carts', 'post', 'responses', '201', 'content'],
  ['components', 'schemas', 'Cart'],
  ['components', 'headers', 'Location'],
  ['servers'],
];

test('any JSON in the place of anything breaks no check', async () => {
  const property = fc.asyncProperty(fc.constantFrom(...places), fc.jsonValue({ maxDepth: 3 }), async (place, value) => {
    const document = structuredClone(reference.document);
    const last = place.at(-1);
    const holder = place.slice(0, -1).reduce((inner, key) => inner[key] as Record<string, unknown>, document);
    if (last !== undefined) holder[last] = value;
    expect(await broken(factOf(document))).toEqual([]);
  });
  await fc.assert(property, { numRuns: 40 });
});

test('references in circles end', async () => {
  const circle = { $ref: '#/components/headers/Location' };
  const document = structuredClone(reference.document);
  (document.components as Record<string, Record<string, unknown>>).headers = { Location: circle };
  expect(await broken(factOf(document))).toEqual([]);
});
