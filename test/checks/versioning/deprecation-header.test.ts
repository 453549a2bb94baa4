import { expect, test } from 'vitest';
import { deprecationHeader } from '../../../graders/versioning/deprecation-header.ts';
import { dropHeader, onOperation, setHeader } from '../../../src/verify/faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(deprecationHeader)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails without the header', async () => {
  const verdict = await judgeFaulty(
    deprecationHeader,
    dropHeader(onOperation(challenge, 'getProductV1'), 'deprecation'),
  );
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['`GET /v1/products/<id>` answered 200 without the header `deprecation`.']);
});

test('fails with the value of an earlier draft', async () => {
  const verdict = await judgeFaulty(
    deprecationHeader,
    setHeader(onOperation(challenge, 'getProductV1'), 'deprecation', 'true'),
  );
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['The Deprecation header is `true`, not a structured date.']);
});

test('survives garbage', () => expectToSurviveGarbage(deprecationHeader));
