import { expect, test } from 'vitest';
import { sunsetHeader } from '../../../graders/versioning/sunset-header.ts';
import { dropHeader, onOperation, setHeader } from '../../../src/verify/faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(sunsetHeader)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails without the header', async () => {
  const verdict = await judgeFaulty(sunsetHeader, dropHeader(onOperation(challenge, 'getProductV1'), 'sunset'));
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['`GET /v1/products/<id>` answered 200 without the header `sunset`.']);
});

test('fails when it is no HTTP date', async () => {
  const verdict = await judgeFaulty(
    sunsetHeader,
    setHeader(onOperation(challenge, 'getProductV1'), 'sunset', '2033-12-31'),
  );
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['The Sunset header is `2033-12-31`, not an HTTP date.']);
});

test('fails when it lies before the deprecation', async () => {
  const verdict = await judgeFaulty(
    sunsetHeader,
    setHeader(onOperation(challenge, 'getProductV1'), 'sunset', 'Mon, 01 Jan 2001 00:00:00 GMT'),
  );
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['The Sunset header names a time before the deprecation.']);
});

test('survives garbage', () => expectToSurviveGarbage(sunsetHeader));
