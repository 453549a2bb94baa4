import { expect, test } from 'vitest';
import { declaredHeaders } from '../../../graders/openapi/declared-headers.ts';
import { editedSpec, exchangeOf, specOf } from '../../support/document-faults.ts';
import { judgeReference, messagesOf } from '../../support/judging.ts';

const reference = await editedSpec();

const judge = (exchange: ReturnType<typeof exchangeOf>, spec = reference) =>
  judgeReference(declaredHeaders, { facts: { spec, traffic: { exchanges: [exchange] } } });

test('passes when they are there', async () => {
  const headers = { location: '/v2/carts/7', etag: '"1"' };
  expect(await judge(exchangeOf('POST /v2/carts', { status: 201, headers }))).toMatchObject({ status: 'pass' });
});

test('fails when they are not', async () => {
  const verdict = await judge(exchangeOf('POST /v2/carts', { status: 201 }));
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['`POST /v2/carts` answered 201 without `location`, `etag`.']);
});

test('does not miss a header that is not required', async () => {
  const optional = await editedSpec(
    { at: '/components/headers/Location/required', to: false },
    { at: '/components/headers/ETag/required' },
  );
  expect(await judge(exchangeOf('POST /v2/carts', { status: 201 }), optional)).toMatchObject({ status: 'pass' });
});

test('finds the headers below a base path', async () => {
  const headers = { 'X-Request-Id': { required: true, schema: { type: 'string' } } };
  const get = { responses: { '2XX': { description: 'ok', headers } } };
  const document = { openapi: '3.1.0', info: { title: 'x', version: '1' }, servers: [{ url: 'http://x.test/v2' }] };
  const spec = await specOf({ ...document, paths: { '/carts/{id}': { get }, '/{id}': { get: {} } } });
  const verdict = await judge(exchangeOf('GET /v2/carts/7', { status: 200 }), spec);
  expect(messagesOf(verdict)).toEqual(['`GET /v2/carts/7` answered 200 without `x-request-id`.']);
});
