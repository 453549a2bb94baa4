import { describe, expect, test } from 'vitest';
import { authChecks } from '../../../graders/auth/index.ts';
import { loadChallenge } from '../../../src/challenge/load.ts';
import { judgeReference } from '../../support/judging.ts';

const junior = await loadChallenge('checkout', { level: 'junior' });
const applicable = authChecks.filter((check) => check.notApplicable?.(junior) === undefined);

test('what needs orders or API keys does not apply to a level without them', () => {
  const left = authChecks.filter((check) => !applicable.includes(check)).map(({ id }) => id);
  expect(left).toEqual(['overseer-access', 'foreign-list', 'api-key-missing', 'api-key-wrong', 'api-key-isolation']);
});

describe('the reference solution at a level with few resources', () => {
  test.each(applicable.map((check) => [check.id, check] as const))('passes %s', async (_, check) => {
    expect(await judgeReference(check, { challenge: junior })).toMatchObject({ status: 'pass', findings: [] });
  });
});
