import { expect, test } from 'vitest';
import { catalogue } from '../../../graders/index.ts';
import { loadChallenge } from '../../../src/challenge/load.ts';
import type { AnyCheck } from '../../../src/core/check.ts';
import { planChecks } from '../../../src/judge/plan.ts';

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

test.each(['junior', 'mid', 'senior', 'staff'])('all points of the %s level add up to 100', async (level) => {
  const plan = planChecks(await loadChallenge('checkout', { level }), catalogue);
  expect(sum(plan.map(({ possible }) => possible))).toBeCloseTo(100);
});

test('every scored check that only the brief can ask for is cited by a requirement', async () => {
  const plan = planChecks(await loadChallenge('checkout', { level: 'staff' }), catalogue);
  const planned = new Set(plan.map(({ check }) => check.id));
  expect(catalogue.filter(({ id, basis }) => basis === 'brief' && !planned.has(id)).map(({ id }) => id)).toEqual([]);
});

test('every requirement of the challenge has a check', async () => {
  const { requirements } = await loadChallenge('checkout', { level: 'staff' });
  expect(requirements.filter(({ checks }) => checks.length === 0).map(({ id }) => id)).toEqual([]);
});

test('a lower level asks for less', async () => {
  const ids = async (level: string) =>
    planChecks(await loadChallenge('checkout', { level }), catalogue).map(({ check }) => check.id);
  const [junior, staff] = [await ids('junior'), await ids('staff')];
  expect(junior).not.toContain('oversell');
  expect(staff).toContain('oversell');
  expect(staff).toEqual(expect.arrayContaining(junior));
});

test('a profile moves weight between the axes', async () => {
  const infrastructure = async (profile: string) =>
    sum(
      planChecks(await loadChallenge('checkout', { profile }), catalogue).map(({ check, possible }) =>
        check.axis === 'infrastructure' ? possible : 0,
      ),
    );
  expect(await infrastructure('infrastructure-specialist')).toBeGreaterThan(await infrastructure('full-stack'));
  expect(await infrastructure('api-specialist')).toBeLessThan(await infrastructure('full-stack'));
});

const [first] = catalogue;
const challenge = await loadChallenge('checkout');

test.each<[string, AnyCheck[], string]>([
  ['two checks of one id', [first, first] as AnyCheck[], 'check-twice'],
  ['an advisory check with points', [{ ...first, basis: 'advisory', points: 2 } as AnyCheck], 'check-points'],
  ['a requirement that cites nothing known', [], 'check-unknown'],
])('refuses %s', (_, checks, code) => {
  expect(() => planChecks(challenge, checks)).toThrow(expect.objectContaining({ code }));
});
