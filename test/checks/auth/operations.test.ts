import { describe, expect, test } from 'vitest';
import {
  keyOperations,
  makingOperation,
  ownedWrites,
  type ProtectedOperation,
  roleOperations,
  scopedOperations,
  tokenOperations,
} from '../../../graders/auth/operations.ts';
import { loadChallenge } from '../../../src/challenge/load.ts';
import { challenge } from '../../support/judging.ts';

const idsOf = (operations: readonly ProtectedOperation[]) => operations.map(({ operationId }) => operationId).sort();

const cartOperations = ['createCart', 'deleteCart', 'deleteCartItem', 'getCart', 'putCartItem'];
const orderOperations = ['cancelOrder', 'createOrder', 'getOrder', 'listOrders', 'payOrder'];

describe('the operations of a challenge, by what they need', () => {
  test('roles', () => {
    expect(idsOf(roleOperations(challenge))).toEqual([
      'createProduct',
      'createProductV1',
      'shipOrder',
      'updateProduct',
    ]);
  });

  test('scopes', () => {
    expect(idsOf(scopedOperations(challenge))).toEqual([...cartOperations, ...orderOperations].sort());
  });

  test('API keys', () => {
    expect(idsOf(keyOperations(challenge))).toEqual(['createStockImport', 'getStockImport']);
  });

  test('ownership', () => {
    const writes = ['cancelOrder', 'deleteCart', 'deleteCartItem', 'payOrder', 'putCartItem'];
    expect(idsOf(ownedWrites(challenge))).toEqual(writes);
  });

  test('only those of the level', async () => {
    const junior = await loadChallenge('checkout', { level: 'junior' });
    expect(idsOf(tokenOperations(junior))).toEqual([...cartOperations, 'createProduct', 'updateProduct'].sort());
    expect(keyOperations(junior)).toEqual([]);
  });
});

test('what makes a resource is its replace operation where it has no create operation', () => {
  const made = [...challenge.resources.values()].map((resource) => makingOperation(challenge, resource)?.operationId);
  expect(made).toEqual(['createProduct', 'createCart', 'putCartItem', 'createOrder', undefined]);
});
