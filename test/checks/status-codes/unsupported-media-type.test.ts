import { expect, test } from 'vitest';
import { unsupportedMediaType } from '../../../graders/status-codes/unsupported-media-type.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';
import { readAnyType } from '../../support/status-faults.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(unsupportedMediaType)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when any type is read', async () => {
  const verdict = await judgeFaulty(unsupportedMediaType, readAnyType('createProduct'));
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual(['`POST /v2/products` answered 201 to a text/plain body.']);
});

test('survives garbage', () => expectToSurviveGarbage(unsupportedMediaType));
