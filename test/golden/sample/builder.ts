import type { Family } from '../../../src/core/check.ts';
import type { Exchange } from '../../../src/core/exchange.ts';
import type { Finding } from '../../../src/core/finding.ts';
import type { CategoryScore, Result } from '../../../src/core/report.ts';
import type { Status } from '../../../src/core/verdict.ts';

/** What a sample check says about itself; everything else has a default. */
export type SampleCheck = Partial<Omit<Result, 'earned' | 'possible' | 'status'>> & {
  id: string;
  title: string;
  /** Weight within the family. */
  points: number;
  status?: Status;
  /** Part that holds, for `partial`. */
  score?: number;
};

let exchangeCount = 0;

/** An exchange as the recording client keeps it. */
export const exchange = (
  checkId: string,
  request: Exchange['request'],
  response: Exchange['response'],
  rest: Partial<Exchange> = {},
): Exchange => {
  exchangeCount += 1;
  return {
    id: 100 + exchangeCount,
    checkId,
    caller: 'alice',
    intent: 'invalid',
    request,
    ...(response === undefined ? {} : { response }),
    durationMs: 7 + (exchangeCount % 11),
    ...rest,
  };
};

const partHeld: Record<Status, number> = {
  pass: 1,
  partial: 0.5,
  fail: 0,
  blocked: 0,
  'not-applicable': 0,
  inconclusive: 0,
  error: 0,
};

const resultOf = (check: SampleCheck, family: Family, possible: number): Result => {
  const { points: _points, score, status = 'pass', ...given } = check;
  const held = status === 'partial' && score !== undefined ? score : partHeld[status];
  const broken = status === 'fail' || status === 'partial';
  return {
    failureTitle: `Does not hold: ${check.title}`,
    plain: `Does not do this: ${check.title.toLowerCase()}.`,
    axis: family === 'image' || family === 'load' ? 'infrastructure' : 'api',
    severity: 'medium',
    basis: 'brief',
    reference: { label: 'brief' },
    signals: ['http'],
    question: `How would you make sure of this: ${check.title.toLowerCase()}?`,
    visibility: 'public',
    findings: [],
    requirements: [],
    attempts: broken ? 2 : status === 'blocked' || status === 'not-applicable' ? 0 : 1,
    failures: broken ? 2 : 0,
    flaky: false,
    durationMs: 11 + ((check.id.length * 7) % 40),
    ...given,
    family,
    status,
    earned: possible * held,
    possible,
  };
};

const isScored = (check: SampleCheck) => check.basis !== 'advisory' && check.status !== 'not-applicable';

/** Spreads the weight of a family over its checks. */
export const familyOf = (
  family: Family,
  title: string,
  weight: number,
  checks: readonly SampleCheck[],
): { category: CategoryScore; results: Result[] } => {
  const total = checks.filter(isScored).reduce((sum, check) => sum + check.points, 0);
  const results = checks.map((check) => resultOf(check, family, isScored(check) ? (weight * check.points) / total : 0));
  const earned = results.reduce((sum, result) => sum + result.earned, 0);
  const open = results.filter((result) => result.status === 'inconclusive' || result.status === 'error');
  const high = earned + open.reduce((sum, result) => sum + result.possible, 0);
  return { category: { family, title, earned, possible: weight, low: earned, high }, results };
};

export const finding = (message: string, remedy: string, rest: Partial<Finding> = {}): Finding => ({
  message,
  remedy,
  ...rest,
});
