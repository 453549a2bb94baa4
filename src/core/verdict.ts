import type { Finding } from './finding.ts';

/** The seven words a check may end in. */
export type Status = 'pass' | 'partial' | 'fail' | 'blocked' | 'not-applicable' | 'inconclusive' | 'error';

/**
 * What one check concluded. `score` is 0..1, or null where the check was not judged (not-applicable, inconclusive,
 * error). Made only through the constructors below.
 */
export type Verdict = {
  readonly status: Status;
  readonly score: number | null;
  readonly findings: readonly Finding[];
  /** Why, for every status that is not pass, partial or fail. */
  readonly reason?: string;
};

const clean = (score: number): number => {
  if (!Number.isFinite(score) || score < 0 || score > 1)
    throw new RangeError(`a score is within 0 and 1, got ${score}`);
  return score;
};

/** The check holds. */
export const pass = (): Verdict => ({ status: 'pass', score: 1, findings: [] });

/**
 * The check holds in part, e.g. for 2 of 3 resources. `score` is the part that holds, 0..1; the ends become fail and pass.
 * @throws RangeError outside 0..1
 */
export const partial = (score: number, findings: readonly Finding[]): Verdict => {
  if (clean(score) === 1) return { status: 'pass', score: 1, findings };
  return { status: score === 0 ? 'fail' : 'partial', score, findings };
};

/** The check does not hold; at least one finding says why. */
export const fail = (findings: readonly Finding[]): Verdict => {
  if (findings.length === 0) throw new RangeError('a failure needs at least one finding');
  return { status: 'fail', score: 0, findings };
};

/** An earlier fault of the submission prevents judging: 0 points, cause named. */
export const blocked = (cause: string, findings: readonly Finding[] = []): Verdict => ({
  status: 'blocked',
  score: 0,
  findings,
  reason: cause,
});

/** The question does not arise for this submission: leaves the denominator. */
export const notApplicable = (why: string): Verdict => ({
  status: 'not-applicable',
  score: null,
  findings: [],
  reason: why,
});

/** Could not be judged here: widens the score interval. */
export const inconclusive = (why: string): Verdict => ({
  status: 'inconclusive',
  score: null,
  findings: [],
  reason: why,
});

/** Our own fault: widens the score interval, never lowers a score. */
export const error = (why: string): Verdict => ({ status: 'error', score: null, findings: [], reason: why });
