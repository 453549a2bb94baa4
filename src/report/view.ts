import type { Family, Severity } from '../core/check.ts';
import type { CategoryScore, Report, Result, Score } from '../core/report.ts';
import type { Status } from '../core/verdict.ts';
import { pointsDown, pointsUp } from './format.ts';

/** How a status is said: never by colour alone. */
export type StatusSign = { sign: string; ascii: string; word: string };

export const statusSigns: Record<Status, StatusSign> = {
  pass: { sign: '✓', ascii: '+', word: 'passed' },
  partial: { sign: '◐', ascii: '~', word: 'held in part' },
  fail: { sign: '✗', ascii: 'x', word: 'failed' },
  blocked: { sign: '■', ascii: '#', word: 'blocked' },
  'not-applicable': { sign: '–', ascii: '-', word: 'not applicable' },
  inconclusive: { sign: '?', ascii: '?', word: 'inconclusive' },
  error: { sign: '!', ascii: '!', word: 'error of the harness' },
};

/** Names of the families for readers who do not build APIs. */
export const plainFamilies: Record<Family, string> = {
  openapi: 'Documentation',
  'status-codes': 'Correct answers',
  errors: 'Error messages',
  pagination: 'Long lists',
  auth: 'Access control',
  versioning: 'Old and new',
  concurrency: 'Many users at once',
  load: 'Speed under load',
  image: 'Packaging',
};

/** Names of the families where a line is short. */
export const shortFamilies: Record<Family, string> = {
  openapi: 'OpenAPI',
  'status-codes': 'Status codes',
  errors: 'Errors',
  pagination: 'Pagination',
  auth: 'Auth',
  versioning: 'Versioning',
  concurrency: 'Concurrency',
  load: 'Load',
  image: 'Image',
};

const severityOrder: Record<Severity, number> = { critical: 0, high: 1, medium: 2, low: 3 };

/** Not judged: the points are between `low` and `high` of the score. */
export const isUnjudged = (result: Result): boolean => result.status === 'inconclusive' || result.status === 'error';

/** Did not hold, in full or in part, or could not hold because of an earlier fault. */
export const isOpen = (result: Result): boolean =>
  result.status === 'fail' || result.status === 'partial' || result.status === 'blocked';

export const isAdvisory = (result: Result): boolean => result.basis === 'advisory';

/** The fact that was seen, as a headline. */
export const headline = (result: Result): string => {
  if (result.status === 'fail' || result.status === 'partial') return result.failureTitle;
  return result.status === 'blocked' ? `${result.title} (blocked)` : result.title;
};

/** Share of the possible points as 0..100; 0 where nothing is possible. */
export const percentOf = (points: number, score: Score): number =>
  score.possible > 0 ? (100 * points) / score.possible : 0;

/** A score as printed, in tenths of a point: never higher than it is, the interval never narrower, and none where it is none. */
export type ShownScore = { earned: number; possible: number; low: number; high: number };

export const shownScore = (score: Score): ShownScore => ({
  earned: pointsDown(score.earned),
  possible: pointsDown(score.possible),
  low: pointsDown(score.low),
  high: score.high > score.low ? pointsUp(score.high) : pointsDown(score.low),
});

/** Whether the report has a score to show at all. */
export const isScored = (report: Report): boolean => report.score.possible > 0 && report.outcome !== 'infra-error';

/** Dearest first, then most severe, then by id. */
export const byCost = (a: Result, b: Result): number =>
  b.possible - b.earned - (a.possible - a.earned) ||
  severityOrder[a.severity] - severityOrder[b.severity] ||
  (a.id < b.id ? -1 : 1);

/** The results of one family, in the order in which a reader needs them. */
export type FamilyView = {
  category: CategoryScore;
  /** Failed and partial, dearest first. */
  found: Result[];
  /** Advisory checks that did not hold: they cost nothing. */
  advice: Result[];
  blocked: Result[];
  unjudged: Result[];
  passed: Result[];
  notApplicable: Result[];
};

/** Groups results by family, in the order of the categories. */
export const familiesOf = (report: Report): FamilyView[] => {
  const views: FamilyView[] = [];
  for (const category of report.categories) {
    const own = report.results.filter((result) => result.family === category.family);
    const seen = own.filter((result) => result.status === 'fail' || result.status === 'partial').sort(byCost);
    views.push({
      category,
      found: seen.filter((result) => !isAdvisory(result)),
      advice: seen.filter(isAdvisory),
      blocked: own.filter((result) => result.status === 'blocked'),
      unjudged: own.filter(isUnjudged),
      passed: own.filter((result) => result.status === 'pass'),
      notApplicable: own.filter((result) => result.status === 'not-applicable'),
    });
  }
  return views;
};

/** Results that share a reason, said once. */
export type ReasonGroup = { reason: string; results: Result[] };

export const byReason = (results: readonly Result[]): ReasonGroup[] => {
  const groups = new Map<string, Result[]>();
  for (const result of results) {
    const reason = result.reason ?? 'no reason was recorded';
    groups.set(reason, [...(groups.get(reason) ?? []), result]);
  }
  return [...groups].map(([reason, members]) => ({ reason, results: members }));
};

/** `critical · R-12 · RFC 7519 section 4.1.4`: why a result matters, in the order of weight. */
export const groundsOf = (result: Result): string[] => [
  result.severity,
  ...result.requirements,
  ...(result.reference.label === 'brief' ? [] : [result.reference.label]),
];
