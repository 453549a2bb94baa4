import type { Api } from './api.ts';
import type { FactName, Facts } from './artifact.ts';
import type { Challenge } from './challenge.ts';
import type { Verdict } from './verdict.ts';

/** What gives a check the right to cost points; `advisory` never does. */
export type Basis = 'standard' | 'brief' | 'declared' | 'advisory';

export type Severity = 'critical' | 'high' | 'medium' | 'low';

export type Axis = 'api' | 'infrastructure';

export const families = [
  'openapi',
  'status-codes',
  'errors',
  'pagination',
  'auth',
  'versioning',
  'concurrency',
  'load',
  'image',
] as const;

export type Family = (typeof families)[number];

/** What is known of a check before anything runs. */
export type CheckMeta = {
  /** Noun, kebab-case, equal to the file name. */
  id: string;
  /** The fact when it passes: "Rejects an expired token". */
  title: string;
  /** The fact when it fails: "Accepts an expired token". */
  failureTitle: string;
  /** The failure in a recruiter's words, no jargon: "Lets people in with an expired pass." */
  plain: string;
  family: Family;
  axis: Axis;
  /** Weight within its family, > 0; 0 exactly for advisory checks. */
  points: number;
  severity: Severity;
  basis: Basis;
  /** The rule: an RFC section, the OpenAPI specification, OWASP, or "brief". */
  reference: { label: string; url?: string };
  /** Fault codes others use for the same thing, e.g. `OWASP API2:2023`, `WFC 207`, `EM 907`, `CWE-613`. */
  codes?: readonly string[];
  /** What a failure says about the engineer, for the interview, e.g. `security`, `http`, `concurrency`, `operations`. */
  signals: readonly string[];
  /** What to ask in the interview when it failed. */
  question: string;
  /** `hidden` checks are neither run by `grade test` nor shown to candidates. */
  visibility: 'public' | 'hidden';
};

/** What a running check gets: the facts it asked for and nothing else. */
export type CheckContext<N extends FactName> = {
  challenge: Challenge;
  facts: Pick<Facts, N>;
  /** Aborted when the check's budget is over. */
  signal: AbortSignal;
  /** Seeded: the same run seed and check give the same numbers, 0 <= n < 1. */
  random: () => number;
} & ('target' extends N ? { api: Api } : unknown);

export type Check<N extends FactName = FactName> = CheckMeta & {
  needs: readonly N[];
  /** A rule on the challenge alone: says why the question does not arise, or nothing when it does. */
  notApplicable?(challenge: Challenge): string | undefined;
  /**
   * A violation seen once is proof (a race, a leaked secret): the second run only adds to the count and cannot clear it.
   */
  sticky?: boolean;
  /** Must have the target to itself: anything that measures, exhausts a shared resource or disturbs others. */
  exclusive?: boolean;
  /** Nothing returned = pass. Throws CheckFailure or CheckBlocked; never catches. */
  // biome-ignore lint/suspicious/noConfusingVoidType: returning nothing is how a check passes
  run(context: CheckContext<N>): Promise<Verdict | void>;
};

/** A check of any needs, as lists hold them. */
// biome-ignore lint/suspicious/noExplicitAny: a list holds checks of different needs; the judge narrows by `needs`
export type AnyCheck = Check<any>;

/** Types a check by its `needs`: an undeclared fact is a compile error. */
export const defineCheck = <const N extends FactName>(check: Check<N>): Check<N> => check;
