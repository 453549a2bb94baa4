import { expect, test } from 'vitest';
import { unicodeRoundtrip } from '../../../graders/errors/unicode-roundtrip.ts';
import { valueAt, withValue } from '../../../src/core/json.ts';
import { editJson, onOperation } from '../../../src/verify/faults.ts';
import { answerTo } from '../../support/errors-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

const text = 'Grüße 東京 مرحبا שלום 𝒳 🛒';

/** Texts of answers lose what one byte cannot hold. */
const garbled = (operation: string) =>
  editJson('garbled', onOperation(challenge, operation), (body) => {
    const note = String(valueAt(body, '/note'));
    return withValue(body, '/note', note.replace(/[^ -\u00ff]/gu, '?'));
  });

test('passes on the reference solution', async () => {
  expect(await judgeReference(unicodeRoundtrip)).toMatchObject({ status: 'pass', findings: [] });
});

test('does not judge what is refused', async () => {
  const refusing = answerTo('createCart', /\u00f0\u009f/, 422);
  expect((await judgeFaulty(unicodeRoundtrip, refusing)).status).toBe('pass');
});

test.each([
  ['createCart', '`POST /v2/carts`'],
  ['getCart', '`GET /v2/carts/<id>`'],
])('fails where %s garbles the text', async (operation, line) => {
  const verdict = await judgeFaulty(unicodeRoundtrip, garbled(operation));
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    `\`/note\` written as "${text}" was answered by ${line} as "Grüße ?? ????? ???? ? ?".`,
  ]);
});

test('fails where the database cannot take it', async () => {
  const verdict = await judgeFaulty(unicodeRoundtrip, answerTo('createProduct', /"name":"Gr/, 500));
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([`\`POST /v2/products\` answered 500 to "${text}" in \`/name\`.`]);
});

test('survives garbage', () => expectToSurviveGarbage(unicodeRoundtrip));
