import { expect, test } from 'vitest';
import { apiKeyWrong } from '../../../graders/auth/api-key-wrong.ts';
import { onAll, onOperation } from '../../../src/verify/faults.ts';
import { acceptApiKeys } from '../../support/auth-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(apiKeyWrong)).toMatchObject({ status: 'pass' });
});

test('fails when the beginning of the key is enough', async () => {
  const verdict = await judgeFaulty(
    apiKeyWrong,
    acceptApiKeys(onAll, (given, key) => Boolean(given) && key.startsWith(given ?? '')),
  );
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    '`POST /v2/stock-imports` answered 202 to an API key without its last character.',
    '`GET /v2/stock-imports/<id>` answered 200 to an API key without its last character.',
  ]);
});

test('fails when any key will do', async () => {
  const verdict = await judgeFaulty(
    apiKeyWrong,
    acceptApiKeys(onOperation(challenge, 'getStockImport'), (given) => given !== undefined),
  );
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    '`GET /v2/stock-imports/<id>` answered 200 to an API key that nobody has.',
    '`GET /v2/stock-imports/<id>` answered 200 to an empty API key.',
    '`GET /v2/stock-imports/<id>` answered 200 to an API key without its last character.',
    '`GET /v2/stock-imports/<id>` answered 200 to an API key with one character more.',
    '`GET /v2/stock-imports/<id>` answered 200 to an API key with SQL in it.',
  ]);
});

test('survives garbage', () => expectToSurviveGarbage(apiKeyWrong));
