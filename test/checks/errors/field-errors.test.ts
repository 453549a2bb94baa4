import { expect, test } from 'vitest';
import { fieldErrors } from '../../../graders/errors/field-errors.ts';
import { answerTo, onProblems } from '../../support/errors-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(fieldErrors)).toMatchObject({ status: 'pass', findings: [] });
});

test.each([
  ['names with dots', (pointer: string) => [{ field: pointer.slice(1).replaceAll('/', '.') }]],
  ['members by name', (pointer: string) => ({ [pointer.slice(1)]: ['is not valid'] })],
])('passes with %s: a valid design', async (_, list) => {
  const other = onProblems((document) => {
    const [first] = Array.isArray(document.errors) ? document.errors : [];
    return { ...document, errors: list(String(first?.pointer)) };
  });
  expect(await judgeFaulty(fieldErrors, other)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when the members are not named', async () => {
  const verdict = await judgeFaulty(
    fieldErrors,
    onProblems(({ errors: _, ...document }) => document),
  );
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict).slice(0, 2)).toEqual([
    '`POST /v2/products` answered no name without naming `/name` in `/errors`.',
    '`POST /v2/products` answered a negative price without naming `/price/amount` in `/errors`.',
  ]);
});

test('fails when another member is named', async () => {
  const verdict = await judgeFaulty(
    fieldErrors,
    answerTo('putCartItem', /1\.5/, 422, { status: 422, errors: [{ pointer: '/quantityUnit' }] }),
  );
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    '`PUT /v2/carts/<id>/items/<id>` answered a fractional quantity without naming `/quantity` in `/errors`.',
  ]);
});

test('says so where nothing was refused, and fails by the share', async () => {
  const verdict = await judgeFaulty(fieldErrors, answerTo('createCart', /42/, 201));
  expect(verdict).toMatchObject({ status: 'blocked', reason: 'a note that is a number was not refused' });
  expect(verdict.score).toBeCloseTo(13 / 14);
});

test('does not apply where no list is asked for', () => {
  const { fieldErrors: _, ...errors } = challenge.errors;
  expect(fieldErrors.notApplicable?.({ ...challenge, errors })).toBe('no list of invalid members is asked for');
});

test('survives garbage', () => expectToSurviveGarbage(fieldErrors));
