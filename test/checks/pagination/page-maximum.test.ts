import { expect, test } from 'vitest';
import { pageMaximum } from '../../../graders/pagination/page-maximum.ts';
import { alter, onOperation } from '../../../src/verify/faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';
import { unbounded } from '../../support/pagination-faults.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(pageMaximum)).toMatchObject({ status: 'pass', findings: [] });
});

test('fails when any size is served', async () => {
  const verdict = await judgeFaulty(pageMaximum, unbounded('listProducts'));
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    expect.stringMatching(/^A page of 100000 was asked for, with more than 100 in the list: it had \d{3,} items.$/),
  ]);
});

test('passes when too large a limit is refused', async () => {
  const refuse = alter('refuse', onOperation(challenge, 'listProducts'), (response, request) => {
    if (/limit=\d{4,}/.test(request.path)) Object.assign(response, { status: 400, body: '{"status":400}' });
  });
  expect(await judgeFaulty(pageMaximum, refuse)).toMatchObject({ status: 'pass' });
});

test('survives garbage', () => expectToSurviveGarbage(pageMaximum));
