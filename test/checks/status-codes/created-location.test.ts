import { expect, test } from 'vitest';
import { createdLocation } from '../../../graders/status-codes/created-location.ts';
import { dropHeader, onOperation, setHeader } from '../../../src/verify/faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';
import { absoluteLocation, locationOfAnother } from '../../support/status-faults.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(createdLocation)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails without Location', async () => {
  const verdict = await judgeFaulty(createdLocation, dropHeader(onOperation(challenge, 'createProduct'), 'location'));
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual(['`POST /v2/products` answered 201 without the header `location`.']);
});

test('fails when it leads nowhere', async () => {
  const verdict = await judgeFaulty(
    createdLocation,
    setHeader(onOperation(challenge, 'createProduct'), 'location', '/v2/products/none'),
  );
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    '`GET /v2/products/none` answered 404 to the Location of something just created.',
  ]);
});

test('fails when it leads to another one', async () => {
  const verdict = await judgeFaulty(createdLocation, locationOfAnother());
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual(['The Location leads to another product.']);
});

test('passes when it is an absolute URL', async () => {
  expect(await judgeFaulty(createdLocation, absoluteLocation())).toMatchObject({ status: 'pass' });
});

test('survives garbage', () => expectToSurviveGarbage(createdLocation));
