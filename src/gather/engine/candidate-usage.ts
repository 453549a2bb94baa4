import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from './connect.ts';
import { engineCall } from './pod-engine.ts';

/** What a running container has used since its start. */
export type Usage = {
  cpuSeconds: number;
  /** Highest memory so far, page cache included; absent where neither the kernel nor the engine tells. */
  memoryPeakBytes?: number;
};

const cgroupRoot = '/sys/fs/cgroup';
const nanoseconds = 1e9;
const microseconds = 1e6;

/**
 * The container's directories below /sys/fs/cgroup, by controller, out of /proc/<pid>/cgroup: `4:memory:/docker/<id>` in
 * version 1, `0::/system.slice/docker-<id>.scope` in version 2 (controller empty). Only those named after the container:
 * where the engine runs elsewhere, the process id means somebody else.
 */
export const cgroupDirectories = (text: string, containerId: string): Map<string, string> => {
  const directories = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, controllers = '', path = ''] = line.split(':');
    if (!path.includes(containerId)) continue;
    for (const controller of controllers.split(',')) directories.set(controller, join(cgroupRoot, controller, path));
  }
  return directories;
};

const readNumber = async (...path: string[]): Promise<number> => Number(await readFile(join(...path), 'utf8'));

/** Kernels before 5.19 have no `memory.peak`. */
const readPeak = (...path: string[]): Promise<number | undefined> => readNumber(...path).catch(() => undefined);

/** Exact and at once; undefined where the engine's kernel is not ours. */
const readFromKernel = async (pid: number, containerId: string): Promise<Usage | undefined> => {
  const text = await readFile(`/proc/${pid}/cgroup`, 'utf8').catch(() => '');
  const directories = cgroupDirectories(text, containerId);
  const cpu = directories.get('cpuacct');
  const memory = directories.get('memory');
  const unified = directories.get('');
  if (cpu !== undefined && memory !== undefined)
    return {
      cpuSeconds: (await readNumber(cpu, 'cpuacct.usage')) / nanoseconds,
      memoryPeakBytes: await readPeak(memory, 'memory.max_usage_in_bytes'),
    };
  if (unified === undefined) return undefined;
  const [, used] = /^usage_usec (\d+)$/m.exec(await readFile(join(unified, 'cpu.stat'), 'utf8')) ?? [];
  return { cpuSeconds: Number(used) / microseconds, memoryPeakBytes: await readPeak(unified, 'memory.peak') };
};

/** The engine samples for a second before it answers. */
const readFromEngine = async (engine: Engine, containerId: string): Promise<Usage> => {
  const call = engine.docker.getContainer(containerId).stats({ stream: false });
  const { cpu_stats: cpu, memory_stats: memory } = await engineCall("read the candidate's statistics", call);
  return { cpuSeconds: cpu.cpu_usage.total_usage / nanoseconds, memoryPeakBytes: memory.max_usage };
};

/**
 * Reads what a container has used; undefined when it does not run (its counters end with it).
 * @throws AssayError infra-error when the engine fails
 */
export const readUsage = async (engine: Engine, containerId: string): Promise<Usage | undefined> => {
  const { State } = await engineCall('look at the candidate', engine.docker.getContainer(containerId).inspect());
  if (!State.Running) return undefined;
  // It may end at any moment, and the files with it.
  const usage = await readFromKernel(State.Pid, containerId).catch(() => undefined);
  return usage ?? readFromEngine(engine, containerId);
};
