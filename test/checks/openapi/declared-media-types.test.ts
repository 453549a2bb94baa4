import { expect, test } from 'vitest';
import { declaredMediaTypes } from '../../../graders/openapi/declared-media-types.ts';
import { editedSpec, exchangeOf } from '../../support/document-faults.ts';
import { judgeReference, messagesOf } from '../../support/judging.ts';

const content = '/components/responses/Healthy/content';
const reference = await editedSpec();

const answer = (type: string, body = '{}') =>
  exchangeOf('GET /readyz', { status: 200, body, headers: { 'content-type': type } });

const judge = (exchange: ReturnType<typeof exchangeOf>, spec = reference) =>
  judgeReference(declaredMediaTypes, { facts: { spec, traffic: { exchanges: [exchange] } } });

test.each(['application/json', 'Application/JSON; charset=utf-8'])('passes for %s', async (type) => {
  expect(await judge(answer(type))).toMatchObject({ status: 'pass', findings: [] });
});

test.each([
  ['text/html', 'with a body of type `text/html`'],
  ['', 'with a body without a media type'],
])('fails for "%s"', async (type, what) => {
  const verdict = await judge(answer(type));
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([`\`GET /readyz\` answered 200 ${what}, which the document does not declare.`]);
  expect(verdict.findings[0]?.expected).toBe('application/json');
});

test('fails for a body where none is declared', async () => {
  const verdict = await judge(answer('application/json'), await editedSpec({ at: content }));
  expect(verdict.status).toBe('fail');
  expect(verdict.findings[0]?.expected).toBe('no body');
});

test.each(['application/*', '*/*', 'application/json; charset=utf-8'])(
  'takes %s for what it means',
  async (declared) => {
    const spec = await editedSpec({ at: content, to: { [declared]: {} } });
    expect(await judge(answer('application/json'), spec)).toMatchObject({ status: 'pass' });
  },
);

test('says nothing of answers without a body', async () => {
  expect(await judge(exchangeOf('GET /v2/carts/7', { status: 304 }))).toMatchObject({ status: 'pass' });
});
