import { expect, test } from 'vitest';
import { protectedFields } from '../../../graders/auth/protected-fields.ts';
import type { Fault } from '../../../src/verify/fault-proxy.ts';
import { onOperation, swapStatus } from '../../../src/verify/faults.ts';
import { storeField } from '../../support/auth-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

const refuseProtectedFields: Fault = {
  id: 'refuses-protected-fields',
  request({ body }) {
    const isRefused = /"(id|createdAt|status)":/.test(body);
    return isRefused ? { status: 422, headers: {}, body: '{"title":"Unknown member","status":422}' } : undefined;
  },
};

test('passes on the reference solution', async () => {
  expect(await judgeReference(protectedFields)).toMatchObject({ status: 'pass' });
});

test('fails when a field is taken at creation', async () => {
  const verdict = await judgeFaulty(protectedFields, storeField(onOperation(challenge, 'createProduct'), '/createdAt'));
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    '`POST /v2/products` took `/createdAt` from the client: "2001-01-01T00:00:00.000Z".',
  ]);
});

test('fails when a field is taken at a change', async () => {
  const verdict = await judgeFaulty(protectedFields, storeField(onOperation(challenge, 'updateProduct'), '/createdAt'));
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    '`PATCH /v2/products/<id>` took `/createdAt` from the client: "2001-01-01T00:00:00.000Z".',
  ]);
});

test('fails when a state is taken from the client', async () => {
  const verdict = await judgeFaulty(protectedFields, storeField(onOperation(challenge, 'createOrder'), '/status'));
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual(['`POST /v2/orders` took `/status` from the client: "paid".']);
});

test('passes when bodies with such fields are refused', async () => {
  const verdict = await judgeFaulty(protectedFields, refuseProtectedFields);
  expect(verdict.status).toBe('pass');
  expect(messagesOf(verdict)).toEqual([]);
});

test('is blocked for operations that break over such fields', async () => {
  const verdict = await judgeFaulty(protectedFields, swapStatus(onOperation(challenge, 'createCart'), 201, 500));
  expect(verdict).toMatchObject({ score: 4 / 6, reason: '`POST /v2/carts` answered 500 to a body with `/status`' });
  expect(messagesOf(verdict)).toEqual(['`POST /v2/carts` answered 500.', '`POST /v2/carts` answered 500.']);
});

test('survives garbage', () => expectToSurviveGarbage(protectedFields));
