import { expect, test } from 'vitest';
import { wrongAudience } from '../../../graders/auth/wrong-audience.ts';
import { acceptTokens } from '../../support/auth-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(wrongAudience)).toMatchObject({ status: 'pass' });
});

test('fails when such a token is accepted', async () => {
  const verdict = await judgeFaulty(
    wrongAudience,
    acceptTokens(
      'ignores-aud',
      () => true,
      (claims) => ({ ...claims, aud: challenge.auth.issuer?.audience }),
    ),
  );
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    '`GET /v2/orders` answered 200 to a token for another audience.',
    '`GET /v2/orders` answered 200 to a token whose audience only begins alike.',
    '`GET /v2/orders` answered 200 to a token for several other audiences.',
    '`GET /v2/orders` answered 200 to a token without `aud`.',
  ]);
});

test('fails when a missing audience is good enough', async () => {
  const verdict = await judgeFaulty(
    wrongAudience,
    acceptTokens(
      'needs-no-aud',
      ({ claims }) => claims.aud === undefined,
      (claims) => ({ ...claims, aud: challenge.auth.issuer?.audience }),
    ),
  );
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['`GET /v2/orders` answered 200 to a token without `aud`.']);
});

test('survives garbage', () => expectToSurviveGarbage(wrongAudience));
