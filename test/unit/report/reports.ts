import type { Report, Result } from '../../../src/core/report.ts';
import { sampleReport } from '../../golden/sample/report.ts';

/** Fields whose values are words of the vocabulary, not free text. */
const vocabulary = new Set([
  'schemaVersion',
  'family',
  'axis',
  'severity',
  'basis',
  'visibility',
  'status',
  'standing',
  'outcome',
  'kind',
  'intent',
  'model',
]);

const replaced = (value: unknown, key: string, text: (old: string) => string): unknown => {
  if (typeof value === 'string') return vocabulary.has(key) || value === 'assay' ? value : text(value);
  if (Array.isArray(value)) return value.map((item) => replaced(item, key, text));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, replaced(item, name, text)]));
};

/** A report with every free text in it replaced. */
export const withTexts = (report: Report, text: (old: string) => string): Report =>
  replaced(report, '', text) as Report;

/** The sample report with one result changed. */
export const withResult = (id: string, change: Partial<Result>): Report => ({
  ...sampleReport,
  results: sampleReport.results.map((result) => (result.id === id ? { ...result, ...change } : result)),
});

/** The sample result with an id. @throws Error when there is none */
export const resultOf = (id: string): Result => {
  const result = sampleReport.results.find((one) => one.id === id);
  if (result === undefined) throw new Error(`the sample report has no result "${id}"`);
  return result;
};

/** A submission that did not build: nothing was judged. */
export const unbuilt: Report = {
  ...sampleReport,
  outcome: 'candidate-fault',
  reason: {
    code: 'build-failed',
    message: '`RUN npm ci` in line 7 of the Dockerfile ended with exit code 1.',
    remedy: 'Build the image from a fresh clone with `docker build .` and mend the step.',
    log: 'npm error code ENOENT\nnpm error package-lock.json not found\u001b[2J\n',
  },
  score: { earned: 0, possible: 100, low: 0, high: 0 },
  categories: sampleReport.categories.map((category) => ({ ...category, earned: 0, low: 0, high: 0 })),
  results: sampleReport.results.map((result) => ({
    ...result,
    status: 'blocked',
    reason: 'the image did not build',
    earned: 0,
    findings: [],
    attempts: 0,
    failures: 0,
  })),
  load: undefined,
  environment: { ...sampleReport.environment, order: [] },
  logs: { build: 'npm error code ENOENT\n' },
};
