import type { Exchange } from './exchange.ts';

/** A gathered fact, or why there is none: through the submission's own fault, or through the host's. */
export type Gathered<T> =
  | { ok: true; value: T }
  | {
      ok: false;
      fault: 'submission' | 'host';
      /** The submission's fault is that it is hostile or over a limit. */
      refused?: boolean;
      error: GatherFailure;
    };

/** Why a fact is missing; shown wherever a check is blocked by it. Text may come from the candidate: clipped. */
export type GatherFailure = {
  /** Stable kebab-case word, e.g. `build-failed`, `never-listened`. */
  code: string;
  /** One line, fact first. */
  message: string;
  /** What to do about it. */
  remedy: string;
  /** The last lines of the log concerned. */
  log?: string;
};

/** A remark about a fact that costs nothing by itself, e.g. a symbolic link that was not followed. */
export type Note = { code: string; message: string; at?: string };

/** Where the submission came from, pinned to one state. */
export type SourceFact = {
  kind: 'git' | 'directory' | 'archive';
  /** URL or path as given, credentials removed. */
  origin: string;
  /** Branch or tag asked for. */
  ref?: string;
  /** Full commit id; for a directory without commits or an archive the SHA-256 of its content, prefixed `sha256:`. */
  commit: string;
  /** A working tree with changes that are in no commit: they are graded, and the report says so. */
  dirty: boolean;
  /** Absolute path of our own copy: regular files and directories only. */
  directory: string;
  files: number;
  bytes: number;
  notes: Note[];
};

/** The built image. */
export type ImageFact = {
  /** Content id (`sha256:...`); everything runs from it, never from a tag. */
  id: string;
  sizeBytes: number;
  /** `User` of the image; empty means root. */
  user: string;
  entrypoint: string[];
  command: string[];
  workingDirectory: string;
  /** `NAME=value` as set by the image. */
  environment: string[];
  exposedPorts: string[];
  volumes: string[];
  stopSignal?: string;
  healthcheck: boolean;
  /** `FROM` references of the Dockerfile, in order, `scratch` and earlier stages excluded. */
  baseImages: string[];
  /** The instructions of the Dockerfile as parsed: 1-based line, upper-case keyword, rest. */
  instructions: { line: number; keyword: string; rest: string }[];
  hasDockerignore: boolean;
  buildMs: number;
  steps: number;
  /** Clipped build log. */
  log: string;
};

/** The running candidate as first started. */
export type TargetFact = {
  /** Time from container start to the first HTTP answer. */
  readyMs: number;
  /** The path that answered and with what status. */
  readyBy: { path: string; status: number };
  port: number;
  /** Addresses the process listens on, e.g. `0.0.0.0`, `127.0.0.1`, `::`; empty when unknown. */
  listensOn: string[];
  /** `uid:gid` the process runs as. */
  runsAs: string;
  /** The strict configuration (read-only root) held; false when the fallback with a writable root was needed. */
  readOnlyRoot: boolean;
  notes: Note[];
};

/** One problem of the submitted OpenAPI document. */
export type SpecProblem = {
  tool: 'parser' | 'redocly' | 'spectral' | 'assay';
  rule: string;
  severity: 'error' | 'warning';
  message: string;
  /** JSON pointer into the document. */
  pointer: string;
};

/** One difference between the challenge's contract and the submitted document. */
export type ContractDifference = {
  kind:
    | 'missing-operation'
    | 'missing-parameter'
    | 'missing-response'
    | 'missing-property'
    | 'type-changed'
    | 'extra-required'
    | 'security-dropped';
  operationId: string;
  /** `METHOD /path` of the contract. */
  operation: string;
  detail: string;
};

/** The submitted OpenAPI document. */
export type SpecFact = {
  origin: 'repository' | 'served';
  /** File path in the repository or URL path. */
  location: string;
  format: 'json' | 'yaml';
  /** The `openapi` field, e.g. `3.1.0`. */
  version: string;
  /** Parsed with `$ref`s bundled into the one document (internal references may remain). */
  document: Record<string, unknown>;
  problems: SpecProblem[];
  differences: ContractDifference[];
  /** `METHOD /path` templates of the document. */
  operations: string[];
};

/** Everything that was said over HTTP in the functional part. */
export type TrafficFact = { exchanges: readonly Exchange[] };

/** Percentiles in milliseconds, measured in microseconds. */
export type LatencySummary = {
  p50: number;
  p90: number;
  p95: number;
  p99: number;
  max: number;
  mean: number;
  count: number;
};

/** One second of a load phase. */
export type LoadSecond = { second: number; sent: number; ok: number; failed: number; p50: number; p99: number };

/** One operation's share of a load phase. */
export type LoadOperation = { operationId: string; sent: number; ok: number; failed: number; latency: LatencySummary };

/** What a load phase saw. Failures are attempts too: they are in `sent`, and in the latency with the deadline at least. */
export type LoadPhase = {
  name: string;
  model: 'closed' | 'open';
  /** Requested arrival rate per second (open) or connections (closed). */
  offered: number;
  durationMs: number;
  sent: number;
  /** Answers that were verified: expected status and body. */
  ok: number;
  failed: number;
  /** Verified answers a second that arrived while the phase lasted. */
  throughput: number;
  latency: LatencySummary;
  /** How late requests left against their intended start: the generator's own honesty. */
  lag: LatencySummary;
  statuses: Record<string, number>;
  failures: Record<string, number>;
  seconds: LoadSecond[];
  operations: LoadOperation[];
  /** CPU seconds the candidate's container used in this phase, where known. */
  cpuSeconds?: number;
};

/** The load part. */
export type LoadFact = {
  phases: LoadPhase[];
  /** Why figures must not be judged (host too noisy, generator late), empty when they may. */
  invalid: string[];
  /** Highest resident memory of the candidate's container. */
  peakMemoryBytes?: number;
  /** A request of the load was answered as it should be within ten seconds of its end. */
  aliveAfter: boolean;
};

/** What a stopped candidate left in its log, and how it stopped. */
export type LifecycleFact = {
  /** Milliseconds from SIGTERM to exit; absent when it had to be killed at the deadline. */
  stopMs?: number;
  exitCode?: number;
  /** The grace it was given. */
  graceMs: number;
  /** A request in flight when SIGTERM came was answered in full; absent when that could not be arranged. */
  inFlightAnswered?: boolean;
  /** What was written just before the stop was read back after starting again on the same database; absent when not tried. */
  survivedRestart?: boolean;
  /** Why the second start failed, where it did. */
  restartFailure?: string;
  /** Clipped log lines of the functional run, newest last. */
  logLines: string[];
  /** Peak memory of the container and whether the kernel killed anything in it. */
  oomKilled: boolean;
};

/** All facts by name; a check declares which it needs. */
export type Facts = {
  source: SourceFact;
  image: ImageFact;
  spec: SpecFact;
  target: TargetFact;
  traffic: TrafficFact;
  lifecycle: LifecycleFact;
  load: LoadFact;
};

export type FactName = keyof Facts;
