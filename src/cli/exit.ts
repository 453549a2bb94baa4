import { AssayError } from '../core/errors.ts';
import type { Report } from '../core/report.ts';

/** What the process ends with: documented in the README. */
export const exitCodes = {
  graded: 0,
  belowMinimum: 1,
  couldNotGrade: 2,
  submissionFault: 3,
  interrupted: 130,
  terminated: 143,
} as const;

/**
 * Exit code of a finished run. Below the minimum only when even the upper end of the interval is: what we could not
 * judge never costs the candidate.
 */
export const exitCodeOf = (report: Report, minimum: number | undefined): number => {
  if (report.outcome === 'infra-error') return exitCodes.couldNotGrade;
  if (report.outcome !== 'graded') return exitCodes.submissionFault;
  const { high, possible } = report.score;
  const best = possible === 0 ? 0 : (100 * high) / possible;
  return minimum !== undefined && best < minimum ? exitCodes.belowMinimum : exitCodes.graded;
};

/** Exit code of an expected failure. */
export const exitCodeOfError = (error: AssayError): number =>
  error.fault === 'usage' || error.fault === 'infra-error' ? exitCodes.couldNotGrade : exitCodes.submissionFault;

/** One line about an expected failure, and the next step; an unexpected one keeps its stack for a bug report. */
export const describeFailure = (thrown: unknown): string => {
  if (thrown instanceof AssayError) return `grade: ${thrown.message}\n       ${thrown.hint}\n`;
  const detail = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  return `grade: this is a fault of Assay, not of the submission; please report it:\n${detail}\n`;
};
