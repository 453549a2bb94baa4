import { expect, test } from 'vitest';
import { readiness } from '../../../graders/image/readiness.ts';
import { onOperation, swapStatus } from '../../../src/verify/faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

test('passes on the reference solution', async () => {
  expect(await judgeReference(readiness)).toMatchObject({ status: 'pass' });
});

test.each([204, 401, 503])('fails when the probe answers %i', async (status) => {
  const verdict = await judgeFaulty(readiness, swapStatus(onOperation(challenge, 'getReadiness'), 200, status));
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([
    `\`GET /readyz\` answered ${status} to a readiness probe without credentials, while its services could be reached.`,
  ]);
  expect(verdict.findings[0]).toMatchObject({
    expected: '200',
    exchange: { operationId: 'getReadiness', caller: 'anonymous', intent: 'valid' },
    remedy: 'Answer 200 once the database can be reached and migrations are applied, without asking for a token.',
  });
});

// A probe is its status: these answer 200.
test('survives garbage', () =>
  expectToSurviveGarbage(readiness, { passes: ['html', 'empty', 'null', 'wrong types', 'broken json'] }));
