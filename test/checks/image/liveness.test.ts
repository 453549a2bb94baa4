import { expect, test } from 'vitest';
import { liveness } from '../../../graders/image/liveness.ts';
import { dropHeader, onOperation, swapStatus } from '../../../src/verify/faults.ts';
import { expectToSurviveGarbage } from '../../support/garbage.ts';
import { challenge, judgeFaulty, judgeReference, messagesOf } from '../../support/judging.ts';

const probe = onOperation(challenge, 'getLiveness');

test('passes on the reference solution', async () => {
  expect(await judgeReference(liveness)).toMatchObject({ status: 'pass' });
});

test.each([401, 404, 503])('fails when the probe answers %i', async (status) => {
  const verdict = await judgeFaulty(liveness, swapStatus(probe, 200, status));
  expect(verdict.status).toBe('fail');
  expect(messagesOf(verdict)).toEqual([`\`GET /livez\` answered ${status} to a liveness probe without credentials.`]);
  expect(verdict.findings[0]).toMatchObject({
    expected: '200',
    exchange: { operationId: 'getLiveness', caller: 'anonymous', intent: 'valid' },
    remedy: 'Answer 200 as long as the process runs, without asking for a token and without looking at the database.',
  });
});

test('passes whatever the body is', async () => {
  expect(await judgeFaulty(liveness, dropHeader(probe, 'content-type'))).toMatchObject({ status: 'pass' });
});

// A probe is its status: these answer 200.
test('survives garbage', () =>
  expectToSurviveGarbage(liveness, { passes: ['html', 'empty', 'null', 'wrong types', 'broken json'] }));
