import { expect, inject, test } from 'vitest';
import { apiKeyIsolation } from '../../../graders/auth/api-key-isolation.ts';
import { forgeOf } from '../../support/auth-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(apiKeyIsolation)).toMatchObject({ status: 'pass' });
});

test('fails when a token opens what needs an API key', async () => {
  const verdict = await judgeFaulty(apiKeyIsolation, {
    id: 'token-opens-everything',
    request({ headers }) {
      if (headers.authorization) headers['x-api-key'] = inject('reference').warehouseKey;
    },
  });
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    '`POST /v2/stock-imports` answered 202 to the token of a caller of the kind "customer".',
    '`POST /v2/stock-imports` answered 202 to the token of a caller of the kind "admin".',
  ]);
});

test('fails when an API key opens what needs a token', async () => {
  const verdict = await judgeFaulty(apiKeyIsolation, {
    id: 'key-opens-everything',
    request({ headers }) {
      if (!headers['x-api-key'] && headers.authorization !== `Bearer ${inject('reference').warehouseKey}`) return;
      const forge = forgeOf();
      headers.authorization = `Bearer ${forge.sign(forge.claims('admin', 'warehouse'))}`;
    },
  });
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    '`POST /v2/products` answered 201 to an API key.',
    '`POST /v2/products` answered 201 to an API key in the place of a token.',
  ]);
});

test('survives garbage', () => expectToSurviveGarbage(apiKeyIsolation));
