import { z } from 'zod';
import { families } from '../core/check.ts';

const headers = z.record(z.string(), z.string());

const exchange = z.object({
  id: z.number(),
  checkId: z.string(),
  caller: z.string(),
  operationId: z.string().optional(),
  intent: z.enum(['valid', 'invalid', 'probe']),
  request: z.object({ method: z.string(), path: z.string(), headers, body: z.string().optional() }),
  response: z.object({ status: z.number(), headers, body: z.string() }).optional(),
  failure: z
    .object({
      kind: z.enum(['refused', 'reset', 'timeout', 'too-large', 'protocol', 'aborted']),
      message: z.string(),
    })
    .optional(),
  durationMs: z.number(),
});

const finding = z.object({
  message: z.string(),
  expected: z.string().optional(),
  received: z.string().optional(),
  at: z.string().optional(),
  exchange: exchange.optional(),
  remedy: z.string(),
});

/** One check's line of a report. */
export const resultSchema = z.object({
  id: z.string(),
  title: z.string(),
  failureTitle: z.string(),
  plain: z.string(),
  family: z.enum(families),
  axis: z.enum(['api', 'infrastructure']),
  severity: z.enum(['critical', 'high', 'medium', 'low']),
  basis: z.enum(['standard', 'brief', 'declared', 'advisory']),
  reference: z.object({ label: z.string(), url: z.string().optional() }),
  codes: z.array(z.string()).readonly().optional(),
  signals: z.array(z.string()).readonly(),
  question: z.string(),
  visibility: z.enum(['public', 'hidden']),
  status: z.enum(['pass', 'partial', 'fail', 'blocked', 'not-applicable', 'inconclusive', 'error']),
  earned: z.number().nonnegative(),
  possible: z.number().nonnegative(),
  findings: z.array(finding),
  reason: z.string().optional(),
  requirements: z.array(z.string()),
  attempts: z.number(),
  failures: z.number(),
  flaky: z.boolean(),
  durationMs: z.number(),
});
