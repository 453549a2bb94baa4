import { expect, test } from 'vitest';
import { wrongIssuer } from '../../../graders/auth/wrong-issuer.ts';
import { acceptTokens } from '../../support/auth-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(wrongIssuer)).toMatchObject({ status: 'pass' });
});

test('fails when such a token is accepted', async () => {
  const verdict = await judgeFaulty(
    wrongIssuer,
    acceptTokens(
      'ignores-iss',
      () => true,
      (claims) => ({ ...claims, iss: challenge.auth.issuer?.issuer }),
    ),
  );
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    '`GET /v2/orders` answered 200 to a token of another issuer.',
    '`GET /v2/orders` answered 200 to a token whose issuer only begins alike.',
    '`GET /v2/orders` answered 200 to a token without `iss`.',
  ]);
});

test('survives garbage', () => expectToSurviveGarbage(wrongIssuer));
