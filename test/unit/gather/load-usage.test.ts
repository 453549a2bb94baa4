import { expect, test } from 'vitest';
import { cpuSecondsAt } from '../../../src/gather/load-usage.ts';

const samples = [
  { at: 1000, cpuSeconds: 2 },
  { at: 2000, cpuSeconds: 2.5 },
  { at: 3000, cpuSeconds: 3.5 },
];

test('reads CPU time between samples from the line through them', () => {
  expect(cpuSecondsAt(samples, 1500)).toBeCloseTo(2.25, 10);
  expect(cpuSecondsAt(samples, 2000)).toBe(2.5);
  expect(cpuSecondsAt(samples, 2900)).toBeCloseTo(3.4, 10);
});

test('knows nothing beyond the first and the last, and of none', () => {
  expect(cpuSecondsAt(samples, 0)).toBe(2);
  expect(cpuSecondsAt(samples, 9000)).toBe(3.5);
  expect(cpuSecondsAt([], 0)).toBeUndefined();
});
