import { readFile } from 'node:fs/promises';

/** CPU time of the whole host since boot, in clock ticks. */
type CpuTimes = { cpus: number; busy: number; steal: number; total: number };

/** How a host was used between two readings. */
export type HostUse = { cpus: number; busyCores: number; stealShare: number };

/**
 * Reads `/proc/stat`, which inside a container shows the engine's host (Linux, proc(5): user, nice, system, idle,
 * iowait, irq, softirq, steal).
 */
export const parseCpuTimes = (stat: string): CpuTimes => {
  const lines = stat.split('\n');
  const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0] = (lines[0] ?? '')
    .split(/\s+/)
    .slice(1)
    .map(Number);
  const busy = user + nice + system + irq + softirq;
  return {
    cpus: lines.filter((line) => /^cpu\d/.test(line)).length,
    busy,
    steal,
    total: busy + steal + idle + iowait,
  };
};

export const readCpuTimes = async (): Promise<CpuTimes> => parseCpuTimes(await readFile('/proc/stat', 'utf8'));

/** Use between two readings; nothing when no time passed. */
export const hostUse = (from: CpuTimes, to: CpuTimes): HostUse => {
  const total = to.total - from.total;
  if (total <= 0) return { cpus: to.cpus, busyCores: 0, stealShare: 0 };
  return {
    cpus: to.cpus,
    busyCores: ((to.busy - from.busy) / total) * to.cpus,
    stealShare: (to.steal - from.steal) / total,
  };
};
