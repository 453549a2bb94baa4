import { expect, test } from 'vitest';
import { foreignList } from '../../../graders/auth/foreign-list.ts';
import { onOperation, setField } from '../../../src/verify/faults.ts';
import { listEverything } from '../../support/auth-faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(foreignList)).toMatchObject({ status: 'pass' });
});

test('fails when everything is listed to everybody', async () => {
  const verdict = await judgeFaulty(
    foreignList,
    listEverything(onOperation(challenge, 'listOrders'), onOperation(challenge, 'createOrder')),
  );
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual(['`GET /v2/orders` listed the order of another caller.']);
});

test('fails when the query may name somebody else', async () => {
  const verdict = await judgeFaulty(
    foreignList,
    listEverything(onOperation(challenge, 'listOrders'), onOperation(challenge, 'createOrder'), (path) =>
      path.includes('userId='),
    ),
  );
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    expect.stringMatching(/^`GET \/v2\/orders\?owner=\S+&userId=\S+` listed the order of another caller\.$/),
  ]);
});

test('is blocked when lists are empty', async () => {
  const verdict = await judgeFaulty(foreignList, setField(onOperation(challenge, 'listOrders'), '/items', []));
  expect(verdict.status).toBe('blocked');
  expect(messagesOf(verdict)).toEqual([]);
});

test('survives garbage', () => expectToSurviveGarbage(foreignList));
