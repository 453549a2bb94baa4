import { expect, test } from 'vitest';
import { apiKeyMissing } from '../../../graders/auth/api-key-missing.ts';
import { onAll, onOperation, swapStatus } from '../../../src/verify/faults.ts';
import { acceptApiKeys } from '../../support/auth-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(apiKeyMissing)).toMatchObject({ status: 'pass' });
});

test('fails when no key is asked for', async () => {
  const verdict = await judgeFaulty(
    apiKeyMissing,
    acceptApiKeys(onOperation(challenge, 'createStockImport'), (given) => given === undefined),
  );
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual(['`POST /v2/stock-imports` answered 202 to a caller without an API key.']);
});

test('passes when the status is another one: that is judged elsewhere', async () => {
  const verdict = await judgeFaulty(apiKeyMissing, swapStatus(onAll, 401, 403));
  expect(verdict.status).toBe('pass');
  expect(messagesOf(verdict)).toEqual([]);
});

test('survives garbage', () => expectToSurviveGarbage(apiKeyMissing));
