import { z } from 'zod';
import { families } from '../core/check.ts';
import { infraError, usageError } from '../core/errors.ts';
import type { Report } from '../core/report.ts';
import { loadFactSchema, noteSchema } from './schema-load.ts';
import { resultSchema } from './schema-result.ts';

const points = z.number().nonnegative();
const score = z.object({ earned: points, possible: points, low: points, high: points });
const outcome = z.enum(['graded', 'candidate-fault', 'refused', 'infra-error']);

const summary = z.object({
  sentence: z.string(),
  plain: z.string(),
  strengths: z.array(z.string()),
  weaknesses: z.array(z.string()),
  questions: z.array(z.string()),
  bar: z.number(),
  standing: z.enum(['above', 'below', 'too-close-to-call', 'not-graded']),
  caps: z.array(z.string()),
});

const submission = z.object({
  origin: z.string(),
  kind: z.enum(['git', 'directory', 'archive', 'url']),
  ref: z.string().optional(),
  commit: z.string().optional(),
  dirty: z.boolean().optional(),
  imageId: z.string().optional(),
  notes: z.array(noteSchema),
});

const environment = z.object({
  seed: z.number(),
  startedAt: z.string(),
  finishedAt: z.string(),
  node: z.string(),
  host: z.object({ platform: z.string(), cpus: z.number(), memoryBytes: z.number() }),
  engine: z.object({ version: z.string(), apiVersion: z.string(), runtime: z.string(), cgroup: z.string() }).optional(),
  limits: z.object({ cpus: z.number(), memoryBytes: z.number(), pids: z.number() }).optional(),
  order: z.array(z.string()),
  harnessPeakBytes: z.number(),
});

/** The report as data. Fields it does not know are dropped, so that a reader survives additions of the same version. */
const reportSchema = z.object({
  schemaVersion: z.literal('1.0'),
  harness: z.object({ name: z.literal('assay'), version: z.string() }),
  challenge: z.object({
    id: z.string(),
    version: z.string(),
    title: z.string(),
    level: z.string(),
    profile: z.string(),
  }),
  submission,
  outcome,
  reason: z
    .object({ code: z.string(), message: z.string(), remedy: z.string(), log: z.string().optional() })
    .optional(),
  score,
  summary,
  categories: z.array(score.extend({ family: z.enum(families), title: z.string() })),
  axes: z.object({ api: score, infrastructure: score }),
  results: z.array(resultSchema),
  load: loadFactSchema.optional(),
  timings: z.array(z.object({ stage: z.string(), ms: z.number() })),
  environment,
  logs: z.object({ build: z.string().optional(), container: z.string().optional() }),
  leftBehind: z.number(),
});

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
/** Fails to compile when the schema and the type of the report differ. */
true satisfies Same<z.infer<typeof reportSchema>, Report>;

/** JSON Schema (2020-12) of report.json, for readers in other languages. */
export const reportJsonSchema = (): object => ({
  title: 'Assay report',
  ...z.toJSONSchema(reportSchema, { io: 'input', reused: 'inline' }),
});

const firstProblem = (error: z.ZodError): string => {
  const [issue] = error.issues;
  return issue === undefined ? 'it does not fit' : `at "${issue.path.join('.')}": ${issue.message}`;
};

/**
 * Checks a report before it is written: numbers that JSON cannot hold (NaN, Infinity) are found here, not by its readers.
 * @throws AssayError infra-error `report-invalid` with the place
 */
export const validReport = (report: Report): Report => {
  const checked = reportSchema.safeParse(report);
  if (checked.success) return checked.data;
  throw infraError(
    'report-invalid',
    `the report is not valid ${firstProblem(checked.error)}`,
    'this is a fault of the harness: please report it',
  );
};

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw usageError('report-unreadable', 'the report is not JSON', 'name a report.json that this program wrote');
  }
};

const versionOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'schemaVersion' in value ? value.schemaVersion : undefined;

/**
 * Reads a report.json to draw it again.
 * @throws AssayError usage `report-unreadable`, `report-version` or `report-invalid`
 */
export const parseReport = (text: string): Report => {
  const value = readJson(text);
  const version = versionOf(value);
  if (version !== '1.0') {
    const found = version === undefined ? 'no schemaVersion' : `schemaVersion ${JSON.stringify(version)?.slice(0, 40)}`;
    throw usageError(
      'report-version',
      `the report has ${found}, "1.0" was expected`,
      'draw it with the version of Assay that wrote it',
    );
  }
  const parsed = reportSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw usageError(
    'report-invalid',
    `the report is not valid ${firstProblem(parsed.error)}`,
    'grade the submission again to get a whole report',
  );
};
