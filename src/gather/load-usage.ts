import { Readable } from 'node:stream';
import { z } from 'zod';
import type { Engine } from './engine/connect.ts';
import { engineCall } from './engine/pod-engine.ts';
import { jsonLines } from './load-lines.ts';

/** What is read of a sample of `docker stats`; a stopped container has none of it. */
const sampleSchema = z.object({
  cpu_stats: z.object({ cpu_usage: z.object({ total_usage: z.number() }) }),
  memory_stats: z.object({
    usage: z.number(),
    // cgroup v1, and v2. The page cache that can be dropped is not the program's memory.
    stats: z.object({ total_inactive_file: z.number().optional(), inactive_file: z.number().optional() }).optional(),
  }),
});

const maxLineLength = 1 << 20;

/** CPU time used so far, at a moment of performance.now(). */
type CpuSample = { at: number; cpuSeconds: number };

/** CPU and memory of a container while it is watched; the engine samples about once a second. */
export type Usage = {
  /** CPU seconds used between two moments (performance.now()), interpolated; nothing before two samples. */
  cpuSecondsBetween(from: number, to: number): number | undefined;
  /** Highest memory in a sample, page cache that can be dropped excluded. */
  peakMemoryBytes(): number | undefined;
  stop(): void;
};

/** CPU time at a moment, on the line between the samples around it; before the first and after the last, theirs. */
export const cpuSecondsAt = (samples: readonly CpuSample[], at: number): number | undefined => {
  const next = samples.findIndex((sample) => sample.at >= at);
  const after = samples[next === -1 ? samples.length - 1 : next];
  const before = next > 0 ? samples[next - 1] : undefined;
  if (next === -1 || !after || !before) return after?.cpuSeconds;
  return before.cpuSeconds + ((after.cpuSeconds - before.cpuSeconds) * (at - before.at)) / (after.at - before.at || 1);
};

/**
 * Watches a container by one stream of statistics: no call falls into what is measured.
 * @throws AssayError infra-error when the engine fails
 */
export const watchUsage = async (engine: Engine, containerId: string): Promise<Usage> => {
  const samples: CpuSample[] = [];
  let peakMemoryBytes: number | undefined;
  const onValue = (value: unknown) => {
    const sample = sampleSchema.safeParse(value).data;
    if (!sample) return;
    const { usage, stats } = sample.memory_stats;
    samples.push({ at: performance.now(), cpuSeconds: sample.cpu_stats.cpu_usage.total_usage / 1e9 });
    peakMemoryBytes = Math.max(peakMemoryBytes ?? 0, usage - (stats?.total_inactive_file ?? stats?.inactive_file ?? 0));
  };
  const container = engine.docker.getContainer(containerId);
  const stream = await engineCall("watch the candidate's resources", container.stats({ stream: true }));
  stream.on('data', jsonLines(maxLineLength, onValue));
  stream.on('error', () => {
    // The container or the engine went away: what was sampled until then stands.
  });
  return {
    cpuSecondsBetween(from, to) {
      const [start, end] = [cpuSecondsAt(samples, from), cpuSecondsAt(samples, to)];
      return samples.length < 2 || start === undefined || end === undefined ? undefined : end - start;
    },
    peakMemoryBytes: () => peakMemoryBytes,
    stop() {
      if (stream instanceof Readable) stream.destroy();
    },
  };
};
