import { expect, test } from 'vitest';
import { missingRole } from '../../../graders/auth/missing-role.ts';
import { onOperation } from '../../../src/verify/faults.ts';
import { acceptTokens } from '../../support/auth-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(missingRole)).toMatchObject({ status: 'pass' });
});

test('fails when the role is not looked at', async () => {
  const verdict = await judgeFaulty(
    missingRole,
    acceptTokens(
      'grants-roles',
      () => true,
      (claims) => ({ ...claims, roles: ['admin'] }),
      onOperation(challenge, 'shipOrder'),
    ),
  );
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    '`POST /v2/orders/<id>/ship` answered 200 to a good token without the role `admin`.',
  ]);
});

test('fails when the role is not looked at in the deprecated version', async () => {
  const verdict = await judgeFaulty(
    missingRole,
    acceptTokens(
      'grants-roles',
      () => true,
      (claims) => ({ ...claims, roles: ['admin'] }),
      onOperation(challenge, 'createProductV1'),
    ),
  );
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual(['`POST /v1/products` answered 201 to a good token without the role `admin`.']);
});

test('survives garbage', () => expectToSurviveGarbage(missingRole));
