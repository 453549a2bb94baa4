import type { Axis, Family } from '../core/check.ts';
import { families } from '../core/check.ts';
import type { CategoryScore, Result, Score } from '../core/report.ts';
import { notApplicable } from '../core/verdict.ts';
import type { Confirmed } from './confirm.ts';
import { unconfirmed } from './confirm.ts';
import type { PlannedCheck } from './plan.ts';

const familyTitles: Record<Family, string> = {
  openapi: 'OpenAPI document',
  'status-codes': 'HTTP semantics',
  errors: 'Errors and validation',
  pagination: 'Pagination',
  auth: 'Authentication and access',
  versioning: 'Versioning',
  concurrency: 'Concurrency and idempotency',
  load: 'Load',
  image: 'Image and operation',
};

/** Points to a billionth, their sums to a millionth: what is left of binary fractions must not show. */
const exact = (points: number): number => Math.round(points * 1e9) / 1e9;
const rounded = (points: number): number => Math.round(points * 1e6) / 1e6;

const isUnknown = (result: Result): boolean => result.status === 'inconclusive' || result.status === 'error';

/** One line of the report from the plan and what the judge concluded. */
export const resultOf = (plan: PlannedCheck, judged: Confirmed | undefined): Result => {
  const { needs, run, notApplicable: rule, sticky, exclusive, points, ...meta } = plan.check;
  const outcome =
    judged ?? unconfirmed({ verdict: notApplicable(plan.notApplicable ?? 'it was not run'), durationMs: 0 });
  const { verdict, durationMs, attempts, failures, flaky } = outcome;
  const possible = verdict.status === 'not-applicable' ? 0 : exact(plan.possible);
  return {
    ...meta,
    status: verdict.status,
    earned: exact(possible * (verdict.score ?? 0)),
    possible,
    findings: [...verdict.findings],
    reason: verdict.reason,
    requirements: plan.requirements,
    ...{ attempts, failures, flaky, durationMs },
  };
};

/** Adds up results: what could not be judged counts as lost in `low` and as earned in `high`. */
export const scoreOf = (results: readonly Result[]): Score => {
  let earned = 0;
  let possible = 0;
  let unknown = 0;
  for (const result of results) {
    earned += result.earned;
    possible += result.possible;
    if (isUnknown(result)) unknown += result.possible;
  }
  return {
    earned: rounded(earned),
    possible: rounded(possible),
    low: rounded(earned),
    high: rounded(earned + unknown),
  };
};

/** Scores by family, in the fixed order of families; families without results are left out. */
export const categoriesOf = (results: readonly Result[]): CategoryScore[] =>
  families.flatMap((family) => {
    const own = results.filter((result) => result.family === family);
    return own.length === 0 ? [] : [{ family, title: familyTitles[family], ...scoreOf(own) }];
  });

/** Scores by axis. */
export const axesOf = (results: readonly Result[]): Record<Axis, Score> => ({
  api: scoreOf(results.filter((result) => result.axis === 'api')),
  infrastructure: scoreOf(results.filter((result) => result.axis === 'infrastructure')),
});
