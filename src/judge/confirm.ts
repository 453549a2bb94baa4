import type { AnyCheck } from '../core/check.ts';
import { pass, type Verdict } from '../core/verdict.ts';
import type { Judged } from './run.ts';

/** A verdict together with how often the check was run and did not hold. */
export type Confirmed = Judged & { attempts: number; failures: number; flaky: boolean };

/** Whether a verdict counts against the submission, and is therefore confirmed before it does. */
export const wantsConfirmation = (verdict: Verdict): boolean =>
  verdict.status === 'fail' || verdict.status === 'partial' || verdict.status === 'blocked';

const rank = (verdict: Verdict): number => verdict.score ?? 1;

/** A first verdict that nobody ran again. */
export const unconfirmed = (judged: Judged): Confirmed => ({
  ...judged,
  attempts: 1,
  failures: wantsConfirmation(judged.verdict) ? 1 : 0,
  flaky: false,
});

/**
 * Joins a failure with its repetition in a fresh state. A failure seen twice counts, at the better of both scores; one
 * that then holds does not count and is marked flaky. A sticky check's violation is proof by itself: it stays.
 * A repetition that could not be judged leaves the first verdict.
 */
export const confirmed = (check: AnyCheck, first: Judged, second: Judged): Confirmed => {
  const durationMs = first.durationMs + second.durationMs;
  const counts = { attempts: 2, failures: 1 + (wantsConfirmation(second.verdict) ? 1 : 0) };
  if (second.verdict.score === null) return { ...first, durationMs, attempts: 2, failures: 1, flaky: false };
  if (second.verdict.status === 'blocked') return { ...first, durationMs, ...counts, flaky: false };
  if (check.sticky) return { ...first, durationMs, ...counts, flaky: false };
  if (second.verdict.status === 'pass') {
    return { verdict: { ...pass(), findings: first.verdict.findings }, durationMs, ...counts, flaky: true };
  }
  const better = rank(second.verdict) > rank(first.verdict) ? second : first;
  return { verdict: better.verdict, durationMs, ...counts, flaky: false };
};
