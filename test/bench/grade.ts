import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { catalogue } from '../../graders/index.ts';
import { loadChallenge } from '../../src/challenge/load.ts';
import { silent } from '../../src/core/progress.ts';
import type { Report } from '../../src/core/report.ts';
import { grade } from '../../src/grade.ts';
import { makeSubmission } from '../e2e/submissions.ts';

/**
 * Grades one submission several times and prints: functional checks a second, wall time by stage, the harness's own share
 * and memory, and whether the functional verdicts were the same each time.
 * Usage: node test/bench/grade.ts [--runs 10] [--load] [--submission good]
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    load: { type: 'boolean', default: false },
    submission: { type: 'string', default: 'good' },
  },
});

/** Stages whose time belongs to the submission, its build and declared waits; the rest is ours. */
const theirs = new Set(['build', 'start', 'lifecycle', 'load']);

const median = (numbers: number[]): number => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

const verdictsOf = (report: Report): string =>
  report.results
    .filter(({ family }) => family !== 'load')
    .map(({ id, status, earned }) => `${id}=${status}:${earned}`)
    .join('\n');

const challenge = await loadChallenge('checkout', { level: 'staff' });
const submission = await makeSubmission(values.submission as 'good');
const reports: Report[] = [];
for (let run = 0; run < Number(values.runs); run++) {
  const report = await grade({
    ...{ challenge, checks: catalogue, seed: 1000 + run, withLoad: values.load, version: 'bench', progress: silent },
    origin: submission.path,
    signal: new AbortController().signal,
  });
  reports.push(report);
  const percent = (100 * report.score.earned) / report.score.possible;
  process.stdout.write(`run ${run + 1}: ${percent.toFixed(2)} %, left behind ${report.leftBehind}\n`);
}
await submission.dispose();

const stageNames = reports[0]?.timings.map(({ stage }) => stage) ?? [];
const msOf = (report: Report, stage: string) => report.timings.find((timing) => timing.stage === stage)?.ms ?? 0;
process.stdout.write(
  `\nhost: ${availableParallelism()} CPUs, load average ${loadavg()[0]?.toFixed(1)}\nwall time by stage, median of ${reports.length} (ms):\n`,
);
for (const stage of stageNames)
  process.stdout.write(`  ${stage.padEnd(10)} ${median(reports.map((report) => msOf(report, stage)))}\n`);

const liveCount =
  reports[0]?.results.filter(({ durationMs, status }) => durationMs > 0 && status !== 'not-applicable').length ?? 0;
const checksMs = median(reports.map((report) => msOf(report, 'checks')));
const totals = reports.map((report) => report.timings.reduce((sum, { ms }) => sum + ms, 0));
const own = reports.map((report) =>
  report.timings.reduce((sum, { stage, ms }) => sum + (theirs.has(stage) ? 0 : ms), 0),
);
const same = new Set(reports.map(verdictsOf)).size === 1;
process.stdout.write(`functional checks: ${liveCount}, ${((1000 * liveCount) / checksMs).toFixed(1)} a second\n`);
process.stdout.write(
  `total ${median(totals)} ms, of which ours (without build, start, waits, load) ${median(own)} ms\n`,
);
process.stdout.write(
  `harness memory peak: ${Math.round(Math.max(...reports.map(({ environment }) => environment.harnessPeakBytes)) / 2 ** 20)} MiB\n`,
);
process.stdout.write(`functional verdicts identical in all runs: ${same ? 'yes' : 'NO'}\n`);
process.exitCode = same ? 0 : 1;
