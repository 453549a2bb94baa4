import { expect, test } from 'vitest';
import { versionErrorHeaders } from '../../../graders/versioning/version-error-headers.ts';
import { dropHeader, onOperation } from '../../../src/verify/faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(versionErrorHeaders)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when errors lack the header', async () => {
  const verdict = await judgeFaulty(
    versionErrorHeaders,
    dropHeader(onOperation(challenge, 'getProductV1'), 'deprecation'),
  );
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['`GET /v1/products/<id>` answered 404 without the header `deprecation`.']);
});

test('survives garbage', () => expectToSurviveGarbage(versionErrorHeaders));
