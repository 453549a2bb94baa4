import { expect, test } from 'vitest';
import { versionDeclared } from '../../../graders/versioning/version-declared.ts';
import type { SpecFact } from '../../../src/core/artifact.ts';
import { withoutValue } from '../../../src/core/json.ts';
import { challenge, judgeReference, messagesOf } from '../../support/judging.ts';

const specOf = (document: unknown): SpecFact => ({
  origin: 'repository',
  location: 'openapi.yaml',
  format: 'yaml',
  version: '3.1.0',
  document: document as SpecFact['document'],
  problems: [],
  differences: [],
  operations: [],
});

test('passes on the contract itself', async () => {
  expect(await judgeReference(versionDeclared, { facts: { spec: specOf(challenge.contract) } })).toMatchObject({
    status: 'pass',
  });
});

test('fails for an operation that is not marked and for one that is missing', async () => {
  const unmarked = withoutValue(challenge.contract, '/paths/~1v1~1products/get/deprecated');
  const document = withoutValue(unmarked, '/paths/~1v1~1products~1{productId}');
  const verdict = await judgeReference(versionDeclared, { facts: { spec: specOf(document) } });
  expect(verdict.score).toBeCloseTo(1 / 3);
  expect(messagesOf(verdict)).toEqual([
    '`GET /v1/products` is not marked as deprecated.',
    '`GET /v1/products/{productId}` is not in the document.',
  ]);
});

test('survives a document without sense', async () => {
  for (const document of [{}, { paths: [] }, { paths: { '/v1/products': null } }, { openapi: 3, paths: 'none' }]) {
    expect(await judgeReference(versionDeclared, { facts: { spec: specOf(document) } })).toMatchObject({
      status: 'fail',
    });
  }
});
