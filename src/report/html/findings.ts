import type { Finding } from '../../core/finding.ts';
import type { Report, Result } from '../../core/report.ts';
import { curlOf } from '../curl.ts';
import { counted, decimal, duration } from '../format.ts';
import { byReason, type FamilyView, familiesOf, headline, isAdvisory, shownScore } from '../view.ts';
import { dotted, entry, evidence, prose, ruleLink, signOf } from './parts.ts';
import { anchorOf } from './points.ts';
import { html, type Markup, quoted } from './tag.ts';

const maxFindings = 8;
/** A command clips its own values; this holds all of them. */
const maxCommandCharacters = 20_000;

const answerOf = (finding: Finding): string | undefined => {
  const { exchange } = finding;
  if (exchange?.failure !== undefined) return `${exchange.failure.kind}: ${exchange.failure.message}`;
  if (exchange?.response === undefined) return undefined;
  const { status, headers, body } = exchange.response;
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP ${status}`, ...fields, '', body].join('\n');
};

const findingBlock = (finding: Finding): Markup => {
  const answer = answerOf(finding);
  return html`<div class="finding">
<p class="message">${prose(finding.message)}</p>
<dl class="pair">
${entry('expected', finding.expected && evidence(finding.expected))}
${entry('received', finding.received && evidence(finding.received))}
${entry('at', finding.at && evidence(finding.at))}
</dl>
${finding.exchange !== undefined && html`<p class="label">Try it</p><pre class="curl"><code>${quoted(curlOf(finding.exchange), maxCommandCharacters)}</code></pre>`}
${answer !== undefined && html`<details class="answer"><summary>The answer as it was received</summary><pre>${evidence(answer)}</pre></details>`}
${finding.remedy !== '' && html`<p class="remedy"><span class="label">Mend it</span> ${prose(finding.remedy)}</p>`}
</div>`;
};

const seenText = (result: Result): string | false =>
  result.attempts > 0 && `seen ${result.failures} of ${counted(result.attempts, 'time')}`;

const metaLine = (result: Result): Markup =>
  html`<p class="meta">${dotted([
    result.severity,
    seenText(result),
    duration(result.durationMs),
    result.requirements.length > 0 && `requirement ${result.requirements.join(', ')}`,
    result.reference.label !== 'brief' && ruleLink(result.reference.label, result.reference.url),
    ...(result.codes ?? []),
    html`<code>${result.id}</code>`,
  ])}</p>`;

const pointsOf = (result: Result): Markup =>
  result.possible > 0
    ? html`<span class="points">${decimal(result.earned)}<span class="of"> / ${decimal(result.possible)}</span></span>`
    : html`<span class="points advice">advice</span>`;

const foundBlock = (report: Report, result: Result): Markup => {
  const shown = result.findings.slice(0, maxFindings);
  const rest = result.findings.length - shown.length;
  return html`<details class="${isAdvisory(result) ? 'check optional' : 'check'}">
<summary><span class="mark">${signOf(result.status)}</span><span class="title">${headline(result)}${result.severity === 'critical' && html` <span class="tag critical">critical</span>`}</span>${pointsOf(result)}</summary>
<div class="body" id="${anchorOf(report, result.id)}">
${shown.map(findingBlock)}
${rest > 0 && html`<p class="more">${counted(rest, 'further finding')} of the same kind; all are in report.json.</p>`}
${metaLine(result)}
</div>
</details>`;
};

const titleList = (results: readonly Result[], report: Report): Markup =>
  html`<ul class="titles">${results.map(
    (result) =>
      html`<li id="${anchorOf(report, result.id)}"><span class="title">${result.title}${result.flaky && html` <span class="tag">failed once, then held</span>`}</span>${result.possible > 0 && html`<span class="points">${decimal(result.earned)}<span class="of"> / ${decimal(result.possible)}</span></span>`}</li>`,
  )}</ul>`;

/** Results that were not judged, by reason: the reason is always in sight. */
const reasons = (report: Report, results: readonly Result[], word: string): Markup[] =>
  byReason(results).map(
    (group) => html`<details class="group">
<summary><span class="mark">${signOf(group.results[0]?.status ?? 'error')}</span><span class="title">${group.results.length} ${word} <span class="why">${prose(group.reason)}</span></span></summary>
${titleList(group.results, report)}
</details>`,
  );

const familyBlock = (report: Report, view: FamilyView): Markup => {
  const { category } = view;
  const { earned, possible } = shownScore(category);
  const errors = view.unjudged.filter((result) => result.status === 'error');
  const inconclusive = view.unjudged.filter((result) => result.status !== 'error');
  return html`<section class="family" id="family-${category.family}">
<h3>${category.title} <span class="points">${decimal(earned)}<span class="of"> / ${decimal(possible)}</span></span></h3>
${view.found.map((result) => foundBlock(report, result))}
${reasons(report, view.blocked, 'blocked:')}
${reasons(report, inconclusive, 'inconclusive:')}
${reasons(report, errors, view.unjudged.length === 1 ? 'error of the harness:' : 'errors of the harness:')}
${view.advice.map((result) => foundBlock(report, result))}
${view.passed.length > 0 && html`<details class="group"><summary><span class="mark">${signOf('pass')}</span><span class="title">${view.passed.length} passed</span></summary>${titleList(view.passed, report)}</details>`}
${reasons(report, view.notApplicable, 'not applicable:')}
</section>`;
};

/** Every result, folded by family: what failed first, everything that was not judged with its reason. */
export const findings = (report: Report): Markup | undefined => {
  const families = familiesOf(report).filter((view) =>
    report.results.some((one) => one.family === view.category.family),
  );
  if (families.length === 0) return undefined;
  return html`<section id="findings" aria-labelledby="findings-title">
<h2 id="findings-title">Findings</h2>
${families.map((view) => familyBlock(report, view))}
</section>`;
};
