import type { LoadFact, Note } from './artifact.ts';
import type { CheckMeta, Family } from './check.ts';
import type { Finding } from './finding.ts';
import type { Status } from './verdict.ts';

/** What became of the submission, one of four. */
export type Outcome = 'graded' | 'candidate-fault' | 'refused' | 'infra-error';

/** Points. `low` counts what could not be judged as lost, `high` as earned; `earned` equals `low`. */
export type Score = { earned: number; possible: number; low: number; high: number };

export type CategoryScore = Score & { family: Family; title: string };

/** One check's line in the report: metadata, verdict, points. */
export type Result = Omit<CheckMeta, 'points'> & {
  status: Status;
  /** Points of the total, already weighted; 0 for advisory checks. */
  earned: number;
  possible: number;
  findings: Finding[];
  reason?: string;
  /** Requirement ids of the brief that cite the check. */
  requirements: string[];
  /** How often it was run and how often it did not hold. */
  attempts: number;
  failures: number;
  /** Failed once and then held in a fresh state. */
  flaky: boolean;
  durationMs: number;
};

/** One line of verdict with what stands behind it. */
export type Summary = {
  /** For the hiring engineer: "Solid API work; token checks are too trusting." */
  sentence: string;
  /** The same for a recruiter. */
  plain: string;
  strengths: string[];
  weaknesses: string[];
  /** Interview questions, most telling first. */
  questions: string[];
  /** The bar of the level and how the score stands to it. */
  bar: number;
  standing: 'above' | 'below' | 'too-close-to-call' | 'not-graded';
  /** Critical findings that cap the band, by check id. */
  caps: string[];
};

export type Report = {
  schemaVersion: '1.0';
  harness: { name: 'assay'; version: string };
  challenge: { id: string; version: string; title: string; level: string; profile: string };
  submission: {
    origin: string;
    kind: 'git' | 'directory' | 'archive' | 'url';
    ref?: string;
    commit?: string;
    dirty?: boolean;
    imageId?: string;
    notes: Note[];
  };
  outcome: Outcome;
  /** Why, for every outcome but `graded`; candidate text in `log` is clipped. */
  reason?: { code: string; message: string; remedy: string; log?: string };
  score: Score;
  summary: Summary;
  categories: CategoryScore[];
  /** Points by axis. */
  axes: Record<'api' | 'infrastructure', Score>;
  results: Result[];
  load?: LoadFact;
  /** Wall time in milliseconds, in order. */
  timings: { stage: string; ms: number }[];
  environment: {
    seed: number;
    startedAt: string;
    finishedAt: string;
    node: string;
    host: { platform: string; cpus: number; memoryBytes: number };
    engine?: { version: string; apiVersion: string; runtime: string; cgroup: string };
    limits?: { cpus: number; memoryBytes: number; pids: number };
    /** Order in which the checks were started. */
    order: string[];
    /** Highest resident memory of the harness itself. */
    harnessPeakBytes: number;
  };
  /** Clipped logs, also written beside the report. */
  logs: { build?: string; container?: string };
  /** Containers, networks, volumes and images of this run still there at the end. */
  leftBehind: number;
};
