import { z } from 'zod';

export const noteSchema = z.object({ code: z.string(), message: z.string(), at: z.string().optional() });

const latency = z.object({
  p50: z.number(),
  p90: z.number(),
  p95: z.number(),
  p99: z.number(),
  max: z.number(),
  mean: z.number(),
  count: z.number(),
});

const loadPhase = z.object({
  name: z.string(),
  model: z.enum(['closed', 'open']),
  offered: z.number(),
  durationMs: z.number(),
  sent: z.number(),
  ok: z.number(),
  failed: z.number(),
  throughput: z.number(),
  latency,
  lag: latency,
  statuses: z.record(z.string(), z.number()),
  failures: z.record(z.string(), z.number()),
  seconds: z.array(
    z.object({
      second: z.number(),
      sent: z.number(),
      ok: z.number(),
      failed: z.number(),
      p50: z.number(),
      p99: z.number(),
    }),
  ),
  operations: z.array(
    z.object({ operationId: z.string(), sent: z.number(), ok: z.number(), failed: z.number(), latency }),
  ),
  cpuSeconds: z.number().optional(),
});

/** The load part of a report. */
export const loadFactSchema = z.object({
  phases: z.array(loadPhase),
  invalid: z.array(z.string()),
  peakMemoryBytes: z.number().optional(),
  aliveAfter: z.boolean(),
});
