import { expect, test } from 'vitest';
import { lookalikeClaims } from '../../../graders/auth/lookalike-claims.ts';
import { acceptTokens } from '../../support/auth-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(lookalikeClaims)).toMatchObject({ status: 'pass' });
});

test('fails when scopes are found by part of their name', async () => {
  const verdict = await judgeFaulty(
    lookalikeClaims,
    acceptTokens(
      'scope-includes',
      ({ claims }) => String(claims.scope).includes('cart-'),
      (claims) => ({ ...claims, scope: 'cart' }),
    ),
  );
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    '`POST /v2/carts` answered 201 to a token with the scopes `cart-archive orders-archive`.',
  ]);
});

test('fails when roles are found by part of their name', async () => {
  const verdict = await judgeFaulty(
    lookalikeClaims,
    acceptTokens(
      'role-includes',
      ({ claims }) => JSON.stringify(claims.roles)?.includes('admin') === true,
      (claims) => ({ ...claims, roles: ['admin'] }),
    ),
  );
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    '`POST /v2/products` answered 201 to a token with the roles `admin-trainee`, `not-admin`.',
    '`POST /v2/products` answered 201 to a token whose roles are the text `no-admin`.',
  ]);
});

test('survives garbage', () => expectToSurviveGarbage(lookalikeClaims));
