import type { Report } from '../../core/report.ts';
import { counted, date, decimal } from '../format.ts';
import { barText, capText, intervalText, standingText } from '../standing.ts';
import { clip } from '../text.ts';
import { isScored, percentOf, shownScore } from '../view.ts';
import { dotted, evidence, prose, scoreRects } from './parts.ts';
import { html, type Markup } from './tag.ts';

const shortCommit = (commit: string | undefined): string | undefined =>
  commit === undefined ? undefined : clip(commit.replace(/^sha256:/, ''), 7).slice(0, 7);

/** The line at the top: what was graded, when, from which state. */
export const masthead = (report: Report): Markup => {
  const { challenge, submission, environment } = report;
  const commit = shortCommit(submission.commit);
  return html`<header class="masthead">
<p class="brand"><strong>Assay</strong></p>
<h1>${challenge.title}<span class="dot"> · </span><span class="level">${challenge.level} level</span></h1>
<p class="provenance">${dotted([
    `graded ${date(environment.startedAt)}`,
    commit !== undefined && html`commit <code>${commit}</code>`,
    submission.dirty && 'with uncommitted changes',
    html`seed <code>${environment.seed}</code>`,
  ])}</p>
</header>`;
};

/** Where the score and its interval lie between 0 and everything, and where the bar of the level is. */
const scale = (report: Report): Markup => {
  const { score, summary } = report;
  const bar = `${Math.min(100, Math.max(0, summary.bar)).toFixed(2)}%`;
  const shown = shownScore(score);
  const label = `Score ${decimal(shown.earned)} of ${decimal(shown.possible)}, ${barText(report)}, ${standingText(report)}`;
  return html`<svg class="scale" width="100%" height="44" role="img" aria-label="${label}">
${scoreRects(score, 14, 12)}
<line class="mark" x1="${bar}" x2="${bar}" y1="8" y2="32"/>
<text class="mark-label" x="${bar}" y="43" text-anchor="${summary.bar > 85 ? 'end' : summary.bar < 15 ? 'start' : 'middle'}">bar ${decimal(summary.bar)}</text>
</svg>`;
};

const figure = (report: Report): Markup => {
  if (!isScored(report))
    return html`<p class="figure none"><span aria-hidden="true">–</span><span class="of">no score</span></p>`;
  const { earned, possible } = shownScore(report.score);
  return html`<p class="figure"><span class="earned">${decimal(earned)}</span><span class="of"> / ${decimal(possible)}</span></p>`;
};

const uncertainty = (report: Report): Markup => {
  const { score } = report;
  const percent =
    score.possible !== 100 && `${decimal(Math.floor(percentOf(score.earned, score)))} % of what is possible`;
  return html`<p class="standing">${dotted([percent, intervalText(report), barText(report), html`<strong>${standingText(report)}</strong>`])}</p>`;
};

const reasonBlock = (report: Report): Markup | undefined => {
  const { reason } = report;
  if (reason === undefined) return undefined;
  return html`<div class="reason">
<p>${prose(reason.message)}</p>
<p><span class="label">What to do</span> ${prose(reason.remedy)}</p>
${reason.log !== undefined && html`<details open><summary>Last lines of the log</summary><pre>${evidence(reason.log)}</pre></details>`}
</div>`;
};

const list = (title: string, sign: Markup, items: readonly string[]): Markup | false =>
  items.length > 0 &&
  html`<div><h2>${title}</h2><ul>${items.map((item) => html`<li>${sign}<span>${prose(item)}</span></li>`)}</ul></div>`;

/** Score, sentence, uncertainty, what caps it, and the few strengths and weaknesses. */
export const verdict = (report: Report): Markup => {
  const { summary } = report;
  const cap = capText(report);
  const unjudged = report.results.filter((result) => result.status === 'error').length;
  return html`<section class="verdict" id="score" aria-label="Score">
<div class="headline">
${figure(report)}
<div>
<p class="sentence">${prose(summary.sentence)}</p>
${isScored(report) && html`${scale(report)}${uncertainty(report)}`}
${cap !== undefined && html`<p class="cap"><span class="sign fail" aria-hidden="true">●</span><span>${cap}</span></p>`}
${unjudged > 0 && html`<p class="cap"><span class="sign error" aria-hidden="true">!</span><span>${counted(unjudged, 'check')} ended in an error of the harness: not counted against the submission</span></p>`}
${reasonBlock(report)}
</div>
</div>
<div class="columns holds">
${list('What holds', html`<span class="sign pass" aria-hidden="true">✓</span>`, summary.strengths)}
${list('What does not', html`<span class="sign fail" aria-hidden="true">✗</span>`, summary.weaknesses)}
</div>
</section>`;
};
