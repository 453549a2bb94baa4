import type { Report } from '../../core/report.ts';
import { bytes, counted, dateTime, decimal, duration } from '../format.ts';
import { clipHead } from '../text.ts';
import { entry, evidence } from './parts.ts';
import { html, type Markup, quoted } from './tag.ts';

const maxLogCharacters = 30_000;

const stageBar = (ms: number, total: number): Markup => {
  const share = total > 0 ? (100 * ms) / total : 0;
  return html`<svg class="bar" width="100%" height="6" aria-hidden="true" focusable="false"><rect class="fill" width="${share.toFixed(2)}%" height="6" rx="3"/></svg>`;
};

const timings = (report: Report): Markup | false => {
  const total = report.timings.reduce((sum, stage) => sum + stage.ms, 0);
  return (
    report.timings.length > 0 &&
    html`<table class="timings"><caption>Time by stage</caption>
<thead class="unseen"><tr><th scope="col">Stage</th><th scope="col">Time</th><th scope="col">Share</th></tr></thead>
<tbody>${report.timings.map(({ stage, ms }) => html`<tr><th scope="row">${stage}</th><td class="number">${duration(ms)}</td><td class="share">${stageBar(ms, total)}</td></tr>`)}</tbody>
<tfoot><tr><th scope="row">total</th><td class="number">${duration(total)}</td><td></td></tr></tfoot></table>`
  );
};

const facts = (report: Report): Markup => {
  const { submission, environment, challenge, harness } = report;
  const { host, engine, limits } = environment;
  return html`<dl class="facts">
${entry('submission', evidence(submission.origin + (submission.ref === undefined ? '' : ` (${submission.ref})`)))}
${entry('commit', submission.commit && evidence(submission.commit))}
${entry('image', submission.imageId && evidence(submission.imageId))}
${entry('challenge', `${challenge.id} ${challenge.version}, ${challenge.level} level, profile ${challenge.profile}`)}
${entry('harness', `${harness.name} ${harness.version} on Node.js ${environment.node}, at most ${bytes(environment.harnessPeakBytes)} resident`)}
${entry('host', `${host.platform}, ${counted(host.cpus, 'CPU')}, ${bytes(host.memoryBytes)}`)}
${entry('engine', engine && `${engine.version} (API ${engine.apiVersion}), runtime ${engine.runtime}, cgroup ${engine.cgroup}`)}
${entry('limits', limits && `${counted(limits.cpus, 'CPU')}, ${bytes(limits.memoryBytes)}, ${counted(limits.pids, 'process', 'processes')}`)}
${entry('seed', String(environment.seed))}
${entry('started', dateTime(environment.startedAt))}
${entry('finished', dateTime(environment.finishedAt))}
${entry('left behind', report.leftBehind === 0 ? '0 containers, networks, volumes and images' : `${decimal(report.leftBehind, 0)} containers, networks, volumes or images of this run were still there at the end`)}
</dl>`;
};

const notes = (report: Report): Markup | false =>
  report.submission.notes.length > 0 &&
  html`<details class="group"><summary><span class="title">${counted(report.submission.notes.length, 'remark')} about the submission</span></summary>
<ul class="titles">${report.submission.notes.map(({ message, at }) => html`<li><span class="title">${evidence(message)}${at !== undefined && html` at ${evidence(at)}`}</span></li>`)}</ul></details>`;

const order = (report: Report): Markup | false =>
  report.environment.order.length > 0 &&
  html`<details class="group"><summary><span class="title">Order in which ${counted(report.environment.order.length, 'check')} were started</span></summary>
<p class="order">${report.environment.order.map((id, index) => html`${index > 0 && ' '}<code>${id}</code>`)}</p></details>`;

/** How the result came about: enough to judge it and to repeat it. */
export const measured = (report: Report): Markup => html`<section id="measured" aria-labelledby="measured-title">
<h2 id="measured-title">How this was measured</h2>
<div class="columns origin">${facts(report)}${timings(report)}</div>
${notes(report)}
${order(report)}
</section>`;

const log = (
  title: string,
  text: string,
): Markup => html`<details class="group"><summary><span class="title">${title}</span></summary>
<pre class="log" tabindex="0" role="region" aria-label="${title}"><code>${quoted(clipHead(text, maxLogCharacters), 2 * maxLogCharacters)}</code></pre></details>`;

/** The clipped logs, folded. */
export const logs = (report: Report): Markup | undefined => {
  const { build, container } = report.logs;
  if (build === undefined && container === undefined) return undefined;
  return html`<section id="logs" aria-labelledby="logs-title">
<h2 id="logs-title">Logs</h2>
${build !== undefined && log('Build log', build)}
${container !== undefined && log('Container log', container)}
</section>`;
};
