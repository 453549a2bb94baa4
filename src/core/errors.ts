import type { Finding } from './finding.ts';

/** Whose fault a failed run is; decides the outcome of the report and the exit code. */
export type FaultKind = 'usage' | 'candidate-fault' | 'refused' | 'infra-error';

/**
 * An expected failure with a message for people: one line, fact first, then what to do.
 * `code` is a stable kebab-case word (`build-failed`, `repo-private`), `hint` the next step, `log` the last lines of
 * whatever failed (candidate text, clipped).
 */
export class AssayError extends Error {
  override name = 'AssayError';
  readonly fault: FaultKind;
  readonly code: string;
  readonly hint: string;
  readonly log: string | undefined;

  constructor(
    fault: FaultKind,
    code: string,
    message: string,
    hint: string,
    options: { log?: string; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.fault = fault;
    this.code = code;
    this.hint = hint;
    this.log = options.log;
  }
}

/** The user asked for something that does not exist or does not fit (exit 2). */
export const usageError = (code: string, message: string, hint: string) => new AssayError('usage', code, message, hint);

/** The submission cannot be graded (further) for a reason of its own (exit 3). */
export const candidateFault = (code: string, message: string, hint: string, log?: string) =>
  new AssayError('candidate-fault', code, message, hint, { log });

/** The submission is hostile or over a stated limit; the rule is in the message (exit 3). */
export const refused = (code: string, message: string, hint: string) => new AssayError('refused', code, message, hint);

/** Our own or the host's failure: never costs the candidate a point (exit 2). */
export const infraError = (code: string, message: string, hint: string, cause?: unknown) =>
  new AssayError('infra-error', code, message, hint, { cause });

/** Thrown by a check, or by an expect helper on its behalf: the submission does not do what the check asks. */
export class CheckFailure extends Error {
  override name = 'CheckFailure';
  readonly findings: readonly Finding[];

  constructor(finding: Finding | readonly Finding[]) {
    const findings: readonly Finding[] = Array.isArray(finding) ? finding : [finding as Finding];
    super(findings[0]?.message ?? 'check failed');
    this.findings = findings;
  }
}

/** Thrown when an earlier fault of the submission prevents judging: 0 points, the cause named. */
export class CheckBlocked extends Error {
  override name = 'CheckBlocked';
  readonly finding: Finding | undefined;

  constructor(cause: string, finding?: Finding) {
    super(cause);
    this.finding = finding;
  }
}
