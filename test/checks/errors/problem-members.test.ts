import { expect, test } from 'vitest';
import { problemMembers } from '../../../graders/errors/problem-members.ts';
import { onAll, swapStatus } from '../../../src/verify/faults.ts';
import { onProblems } from '../../support/errors-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(problemMembers)).toMatchObject({ status: 'pass', findings: [] });
});

test('passes without type and title, and with a type elsewhere: valid designs', async () => {
  const bare = onProblems(({ status }) => ({ status }));
  expect(await judgeFaulty(problemMembers, bare)).toMatchObject({ status: 'pass', findings: [] });
  const elsewhere = onProblems((document) => ({ ...document, type: 'https://example.test/problems/a%20b#c' }));
  expect(await judgeFaulty(problemMembers, elsewhere)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when the status in the document is another one', async () => {
  const verdict = await judgeFaulty(problemMembers, swapStatus(onAll, 404, 410));
  expect(verdict.status).toBe('partial');
  expect(messagesOf(verdict)).toEqual([
    '`status` of the problem document is 404 where `GET /v2/products/<id>` answered 410.',
    expect.stringMatching(/^`status` of the problem document is 404 where `GET .no-such-path-\w+` answered 410\.$/),
  ]);
});

test.each([
  [{ status: undefined }, '`status` of the problem document is missing where `POST /v2/products` answered 400.'],
  [{ status: '400' }, '`status` of the problem document is "400" where `POST /v2/products` answered 400.'],
  [{ title: 7 }, '`title` of the problem document is no text: 7.'],
  [{ type: 'not a uri' }, '`type` of the problem document is no URI reference: "not a uri".'],
  [{ type: null }, '`type` of the problem document is no URI reference: null.'],
])('fails with %j', async (members, message) => {
  const verdict = await judgeFaulty(
    problemMembers,
    onProblems((document) => ({ ...document, ...members })),
  );
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toContain(message);
});

test('does not apply where errors have another media type', async () => {
  const errors = { ...challenge.errors, mediaType: 'application/json' };
  expect(problemMembers.notApplicable?.({ ...challenge, errors })).toBe('errors are not asked to be problem documents');
});

test('survives garbage', () => expectToSurviveGarbage(problemMembers));
