import { availableParallelism, totalmem } from 'node:os';
import type { Gathered, SourceFact } from '../core/artifact.ts';
import type { Outcome, Report, Result, Score } from '../core/report.ts';
import type { Engine } from '../gather/engine/connect.ts';
import { defaultLimits } from '../gather/engine/limits.ts';
import { type Confirmed, unconfirmed } from '../judge/confirm.ts';
import type { GatheredFacts, Judged } from '../judge/run.ts';
import { axesOf, categoriesOf, resultOf, scoreOf } from '../judge/score.ts';
import { summarise } from '../report/summary.ts';
import type { GradeRun } from './run.ts';

/** Everything a finished run knows. */
export type Findings = {
  facts: GatheredFacts;
  live: ReadonlyMap<string, Confirmed>;
  rest: ReadonlyMap<string, Judged>;
  order: string[];
  engine?: Engine;
  leftBehind: number;
  logs: Report['logs'];
};

/** Facts without which a submission is not graded as a whole, in the order in which they are gathered. */
const decisive = ['source', 'image', 'target'] as const;

const firstMissing = (facts: GatheredFacts): Exclude<Gathered<unknown>, { ok: true }> | undefined => {
  for (const name of decisive) {
    const fact = facts[name];
    if (fact && !fact.ok) return fact;
  }
  return undefined;
};

/** What became of the submission, and why where it was not graded as a whole. */
const outcomeOf = (facts: GatheredFacts): Pick<Report, 'outcome' | 'reason'> => {
  const missing = firstMissing(facts);
  if (missing === undefined) return { outcome: 'graded' };
  const outcome: Outcome = missing.fault === 'host' ? 'infra-error' : missing.refused ? 'refused' : 'candidate-fault';
  return { outcome, reason: missing.error };
};

const submissionOf = (run: GradeRun, facts: GatheredFacts): Report['submission'] => {
  const source: SourceFact | undefined = facts.source?.ok ? facts.source.value : undefined;
  const imageId = facts.image?.ok ? facts.image.value.id : undefined;
  const notes = [...(source?.notes ?? []), ...(facts.target?.ok ? facts.target.value.notes : [])];
  if (source === undefined) return { origin: withoutCredentials(run.origin), kind: 'git', ref: run.ref, notes };
  const { origin, kind, ref, commit, dirty } = source;
  return { origin, kind, ref, commit, dirty, imageId, notes };
};

const withoutCredentials = (origin: string): string => origin.replace(/\/\/[^/@]*@/, '//');

const environmentOfRun = (run: GradeRun, findings: Findings): Report['environment'] => {
  const { engine, order } = findings;
  return {
    seed: run.seed,
    startedAt: run.startedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    node: process.versions.node,
    host: { platform: `${process.platform} ${process.arch}`, cpus: availableParallelism(), memoryBytes: totalmem() },
    ...(engine && {
      engine: {
        version: engine.version,
        apiVersion: engine.apiVersion,
        runtime: run.runtime ?? 'default',
        cgroup: engine.cgroup.version,
      },
      limits: defaultLimits,
    }),
    order,
    harnessPeakBytes: process.resourceUsage().maxRSS * 1024,
  };
};

const resultsOf = (run: GradeRun, { live, rest }: Findings): Result[] =>
  run.plan.map((plan) => {
    const { id } = plan.check;
    const other = rest.get(id);
    return resultOf(plan, live.get(id) ?? (other && unconfirmed(other)));
  });

/** Draws a run together into its report. Pure but for the clock and the process's own figures. */
export const composeReport = (run: GradeRun, findings: Findings): Report => {
  const { challenge } = run;
  const results = resultsOf(run, findings);
  const score: Score = scoreOf(results);
  const categories = categoriesOf(results);
  const { outcome, reason } = outcomeOf(findings.facts);
  const { load } = findings.facts;
  return {
    schemaVersion: '1.0',
    harness: { name: 'assay', version: run.version },
    challenge: {
      ...{ id: challenge.id, version: challenge.version, title: challenge.title },
      ...{ level: challenge.level, profile: challenge.profile },
    },
    submission: submissionOf(run, findings.facts),
    ...{ outcome, reason, score, categories, results },
    summary: summarise({ results, categories, score, bar: challenge.bar, level: challenge.level, outcome, reason }),
    axes: axesOf(results),
    load: load?.ok ? load.value : undefined,
    timings: run.timings,
    environment: environmentOfRun(run, findings),
    logs: findings.logs,
    leftBehind: findings.leftBehind,
  };
};
