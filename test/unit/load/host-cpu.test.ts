import { expect, test } from 'vitest';
import { hostUse, parseCpuTimes } from '../../../src/load/host-cpu.ts';

const stat = (user: number, idle: number, steal: number) =>
  `cpu  ${user} 0 100 ${idle} 50 5 5 ${steal} 0 0\ncpu0 1 0 0 0\ncpu1 1 0 0 0\nintr 12345 0\nctxt 99\n`;

test('reads busy, stolen and whole time, and the number of CPUs', () => {
  expect(parseCpuTimes(stat(1000, 2000, 30))).toEqual({ cpus: 2, busy: 1110, steal: 30, total: 3190 });
});

test('tells the use between two readings', () => {
  const use = hostUse(parseCpuTimes(stat(1000, 2000, 0)), parseCpuTimes(stat(1060, 2130, 10)));
  expect(use).toEqual({ cpus: 2, busyCores: 0.6, stealShare: 0.05 });
  expect(hostUse(parseCpuTimes(stat(1, 1, 1)), parseCpuTimes(stat(1, 1, 1)))).toEqual({
    cpus: 2,
    busyCores: 0,
    stealShare: 0,
  });
});
