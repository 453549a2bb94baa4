import type { LoadFact, LoadPhase } from '../../core/artifact.ts';
import { bytes, decimal, duration } from '../format.ts';
import { prose } from './parts.ts';
import { latencyPlot, secondsPlot } from './plot.ts';
import { html, type Markup } from './tag.ts';

type Column<T> = { title: string; unit?: string; of: (row: T) => string };

const dataTable = <T>(
  caption: string,
  columns: readonly Column<T>[],
  rows: readonly T[],
): Markup => html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
<table class="data"><caption>${caption}</caption>
<thead><tr>${columns.map(({ title, unit }) => html`<th scope="col">${title}${unit !== undefined && html` <span class="unit">${unit}</span>`}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${columns.map(({ of }, index) => (index === 0 ? html`<th scope="row">${of(row)}</th>` : html`<td>${of(row)}</td>`))}</tr>`)}</tbody>
</table></div>`;

/** With its tenth also where that is zero, so that a column lines up. */
const tenths = (value: number): string =>
  value.toLocaleString('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

const failedShare = ({ sent, failed }: { sent: number; failed: number }): string =>
  `${decimal(failed, 0)} (${sent > 0 ? decimal((100 * failed) / sent, 2) : '0'} %)`;

const latencyColumns = <T extends { latency: LoadPhase['latency'] }>(): Column<T>[] => [
  { title: 'p50', unit: 'ms', of: ({ latency }) => tenths(latency.p50) },
  { title: 'p90', unit: 'ms', of: ({ latency }) => tenths(latency.p90) },
  { title: 'p95', unit: 'ms', of: ({ latency }) => tenths(latency.p95) },
  { title: 'p99', unit: 'ms', of: ({ latency }) => tenths(latency.p99) },
  { title: 'max', unit: 'ms', of: ({ latency }) => tenths(latency.max) },
];

const offered = ({ model, offered: amount }: LoadPhase): string =>
  model === 'open' ? `${decimal(amount)} a second` : `${decimal(amount, 0)} connections`;

const phaseColumns: Column<LoadPhase>[] = [
  { title: 'phase', of: (phase) => phase.name },
  { title: 'offered', of: offered },
  { title: 'time', of: (phase) => duration(phase.durationMs) },
  { title: 'sent', of: (phase) => decimal(phase.sent, 0) },
  { title: 'failed', of: failedShare },
  { title: 'verified', unit: 'a second', of: (phase) => decimal(phase.throughput) },
  ...latencyColumns<LoadPhase>(),
  { title: 'late start p99', unit: 'ms', of: (phase) => tenths(phase.lag.p99) },
  {
    title: 'verified',
    unit: 'a CPU second',
    of: ({ ok, cpuSeconds }) =>
      cpuSeconds === undefined || cpuSeconds <= 0 ? 'not measured' : decimal(ok / cpuSeconds, 0),
  },
];

const operationColumns: Column<LoadPhase['operations'][number]>[] = [
  { title: 'operation', of: (operation) => operation.operationId },
  { title: 'sent', of: (operation) => decimal(operation.sent, 0) },
  { title: 'failed', of: failedShare },
  ...latencyColumns<LoadPhase['operations'][number]>(),
];

const secondColumns: Column<LoadPhase['seconds'][number]>[] = [
  { title: 'second', of: (second) => decimal(second.second, 0) },
  { title: 'sent', of: (second) => decimal(second.sent, 0) },
  { title: 'verified', of: (second) => decimal(second.ok, 0) },
  { title: 'failed', of: (second) => decimal(second.failed, 0) },
  { title: 'p50', unit: 'ms', of: (second) => tenths(second.p50) },
  { title: 'p99', unit: 'ms', of: (second) => tenths(second.p99) },
];

const failureList = (phase: LoadPhase): Markup | false => {
  const failures = Object.entries(phase.failures);
  return (
    failures.length > 0 &&
    html`<p class="failures"><span class="label">Failures</span> ${failures.map(([what, count], index) => html`${index > 0 && ', '}${what} <span class="count">× ${decimal(count, 0)}</span>`)}</p>`
  );
};

const phaseBlock = (
  phase: LoadPhase,
): Markup => html`<details class="group"><summary><span class="title">Numbers of the phase: ${phase.name}</span></summary>
${failureList(phase)}
${phase.operations.length > 0 && dataTable(`By operation: ${phase.name}`, operationColumns, phase.operations)}
${phase.seconds.length > 0 && dataTable(`By second: ${phase.name}`, secondColumns, phase.seconds)}
</details>`;

const remarks = (load: LoadFact): Markup => html`<ul class="remarks">
${load.invalid.map((why) => html`<li><strong>These figures are not judged:</strong> ${prose(why)}</li>`)}
<li>${load.aliveAfter ? 'The API still answered after the load.' : 'The API did not answer any more after the load.'}</li>
${load.peakMemoryBytes !== undefined && html`<li>Highest memory of the container: ${bytes(load.peakMemoryBytes)}.</li>`}
</ul>`;

/** The load part: curves, and the same numbers as tables. */
export const loadSection = (load: LoadFact | undefined): Markup | undefined => {
  if (load === undefined || load.phases.length === 0) return undefined;
  return html`<section id="load" aria-labelledby="load-title">
<h2 id="load-title">Load</h2>
${remarks(load)}
<div class="plots">${latencyPlot(load.phases)}${load.phases.map(secondsPlot)}</div>
${dataTable('By phase', phaseColumns, load.phases)}
${load.phases.map(phaseBlock)}
</section>`;
};
