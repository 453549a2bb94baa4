import type { LatencySummary, LoadPhase } from '../../core/artifact.ts';
import { counted, decimal } from '../format.ts';
import { clip } from '../text.ts';
import { type Area, linearScale, linePath, logScale, positionAxis, roundUp, valueAxis } from './axis.ts';
import { html, type Markup } from './tag.ts';

const width = 420;
const maxSeries = 4;
const maxNameCharacters = 22;

const percentiles: { name: string; of: (latency: LatencySummary) => number }[] = [
  { name: 'p50', of: (latency) => latency.p50 },
  { name: 'p90', of: (latency) => latency.p90 },
  { name: 'p95', of: (latency) => latency.p95 },
  { name: 'p99', of: (latency) => latency.p99 },
  { name: 'max', of: (latency) => latency.max },
];

const marker = (series: number, x: number, y: number): Markup => {
  const at = `${x.toFixed(1)} ${y.toFixed(1)}`;
  if (series === 0) return html`<circle class="dot s0" cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="3.5"/>`;
  if (series === 1) return html`<path class="dot s1" d="M${at}m-3.5-3.5h7v7h-7z"/>`;
  if (series === 2) return html`<path class="dot s2" d="M${at}m0-4.5l4 7.5h-8z"/>`;
  return html`<path class="dot s3" d="M${at}m0-4.5l4.5 4.5-4.5 4.5-4.5-4.5z"/>`;
};

const legend = (names: readonly string[]): Markup =>
  html`<ul class="legend">${names.map(
    (name, series) =>
      html`<li><svg width="30" height="12" aria-hidden="true" focusable="false"><path class="line s${series}" d="M1 6h28"/>${marker(series, 15, 6)}</svg>${clip(name, maxNameCharacters)}</li>`,
  )}</ul>`;

/** Latency over percentiles, one line a phase (at most four); milliseconds on a logarithmic axis. */
export const latencyPlot = (phases: readonly LoadPhase[]): Markup => {
  const shown = phases.filter((phase) => phase.latency.count > 0).slice(0, maxSeries);
  const area: Area = { left: 52, top: 26, width: width - 70, height: 150 };
  const values = shown.flatMap((phase) => percentiles.map(({ of }) => of(phase.latency)));
  const scale = logScale(Math.min(...values, 1), Math.max(...values, 1), area);
  const step = area.width / percentiles.length;
  const xOf = (index: number) => area.left + step * (index + 0.5);
  return html`<figure class="plot">
<figcaption>Latency by percentile</figcaption>
${legend(shown.map((phase) => phase.name))}
<svg viewBox="0 0 ${width} 216" role="img" aria-label="Latency by percentile for ${counted(shown.length, 'phase')}; the numbers are in the table.">
${valueAxis(scale, area, 'ms (logarithmic)')}
${positionAxis(
  percentiles.map(({ name }, index) => ({ x: xOf(index), label: name })),
  area,
  'percentile of requests',
)}
${shown.map((phase, series) => {
  const points = percentiles.map(({ of }, index) => [xOf(index), scale.at(of(phase.latency))] as const);
  return html`<path class="line s${series}" d="${linePath(points)}"/>${points.map(([x, y]) => marker(series, x, y))}`;
})}
</svg></figure>`;
};

const secondLabels = (seconds: LoadPhase['seconds'], xOf: (index: number) => number) => {
  const every = roundUp(seconds.length / 6);
  return seconds
    .map((second, index) => ({ x: xOf(index), label: decimal(second.second, 0), index }))
    .filter(({ index }) => index % Math.max(1, Math.round(every)) === 0);
};

const answersPanel = (seconds: LoadPhase['seconds'], area: Area, xOf: (index: number) => number): Markup => {
  const scale = linearScale(Math.max(...seconds.map((second) => second.ok)), area, 2);
  return html`${valueAxis(scale, area, 'verified answers a second')}
<path class="line s0" d="${linePath(seconds.map((second, index) => [xOf(index), scale.at(second.ok)]))}"/>`;
};

const failuresPanel = (seconds: LoadPhase['seconds'], area: Area, xOf: (index: number) => number): Markup => {
  const scale = linearScale(Math.max(...seconds.map((second) => second.failed)), area, 1);
  const half = (0.35 * area.width) / seconds.length;
  return html`${valueAxis(scale, area, 'failed a second')}
${seconds.map((second, index) => {
  if (second.failed <= 0) return undefined;
  const y = scale.at(second.failed);
  return html`<rect class="failed" x="${(xOf(index) - half).toFixed(1)}" width="${(2 * half).toFixed(1)}" y="${y.toFixed(1)}" height="${(area.top + area.height - y).toFixed(1)}"/>`;
})}`;
};

/** Verified answers and, where there were any, failures for each second of a phase on the same time axis. */
export const secondsPlot = (phase: LoadPhase): Markup | undefined => {
  const { seconds } = phase;
  if (seconds.length < 2) return undefined;
  const failed = seconds.some((second) => second.failed > 0);
  const upper: Area = { left: 52, top: 26, width: width - 70, height: failed ? 92 : 150 };
  const lower: Area = { left: 52, top: 148, width: width - 70, height: 38 };
  const xOf = (index: number) => upper.left + (upper.width / seconds.length) * (index + 0.5);
  const name = clip(phase.name, maxNameCharacters);
  const label = `Verified answers and failures by second of the phase ${name}; the numbers are in the table.`;
  return html`<figure class="plot">
<figcaption>Second by second: ${name}</figcaption>
<p class="legend">${failed ? 'answers above, failures below' : 'no request failed'}</p>
<svg viewBox="0 0 ${width} ${failed ? 226 : 216}" role="img" aria-label="${label}">
${answersPanel(seconds, upper, xOf)}
${failed && failuresPanel(seconds, lower, xOf)}
${positionAxis(secondLabels(seconds, xOf), failed ? lower : upper, 'seconds since the start of the phase')}
</svg></figure>`;
};
