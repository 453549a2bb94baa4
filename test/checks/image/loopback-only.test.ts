import { expect, test } from 'vitest';
import { loopbackOnly } from '../../../graders/image/loopback-only.ts';
import { judgeFacts, targetFact } from './facts.ts';

const judge = (...listensOn: string[]) => judgeFacts(loopbackOnly, { target: targetFact({ listensOn }) });

test.each([['0.0.0.0'], ['::'], ['127.0.0.1', '::'], ['10.0.0.7']])('passes on %s', async (...addresses) => {
  expect(await judge(...addresses)).toMatchObject({ status: 'pass' });
});

test('fails on loopback addresses only', async () => {
  const verdict = await judge('127.0.0.1', '::1');
  expect(verdict.status).toBe('fail');
  expect(verdict.findings).toEqual([
    {
      message: 'The server listened on 127.0.0.1, ::1 only: through a published port nobody would reach it.',
      expected: 'port 8080 on 0.0.0.0 or ::',
      received: 'port 8080 on 127.0.0.1, port 8080 on ::1',
      remedy: 'Listen on 0.0.0.0 or ::, not on localhost.',
    },
  ]);
  expect(await judge('::ffff:127.0.0.1')).toMatchObject({ status: 'fail' });
});

test('does not apply where the addresses are not known', async () => {
  expect(await judge()).toMatchObject({
    status: 'not-applicable',
    reason: 'the addresses it listens on are not known',
  });
});
