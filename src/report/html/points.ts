import type { Report } from '../../core/report.ts';
import { type Cost, costsOf } from '../costs.ts';
import { counted, decimal } from '../format.ts';
import { familiesOf, shownScore } from '../view.ts';
import { bar, dotted, prose, ruleLink, signOf } from './parts.ts';
import { html, type Markup } from './tag.ts';

const maxRows = 8;

/** Where a result stands in the page. */
export const anchorOf = (report: Report, id: string): string =>
  `check-${report.results.findIndex((result) => result.id === id)}`;

/** Points by family, each with its weight; a dot marks critical findings. */
export const categories = (report: Report): Markup => html`<section id="categories" aria-labelledby="categories-title">
<h2 id="categories-title">Score by category</h2>
<ul class="categories">
${familiesOf(report).map(({ category, found }) => {
  const critical = found.filter((result) => result.severity === 'critical').length;
  const { earned, possible } = shownScore(category);
  return html`<li><a href="#family-${category.family}">
<span class="name">${category.title}${critical > 0 && html` <span class="sign fail" title="${counted(critical, 'critical finding')}"><span aria-hidden="true">●</span><span class="unseen">${counted(critical, 'critical finding')}</span></span>`}</span>
<span class="points">${decimal(earned)}<span class="of">/${decimal(possible)}</span></span>
${bar(category)}
</a></li>`;
})}
</ul>
</section>`;

const costRow = (report: Report, decimals: number, { title, grounds, result, points }: Cost): Markup => {
  const rule = grounds.at(-1);
  const why = dotted([...grounds.slice(0, -1), rule !== undefined && ruleLink(rule, result.reference.url)]);
  return html`<tr>
<td class="number">−${decimal(points, decimals)}</td>
<td class="mark">${signOf(result.status)}</td>
<td><a href="#${anchorOf(report, result.id)}">${prose(title)}</a>${rule !== undefined && html` <span class="grounds">${why}</span>`}</td>
</tr>`;
};

/** What cost most, as a list that adds up to the points that are missing from the score. */
export const costs = (report: Report): Markup | undefined => {
  const { rows, unjudged, gap, decimals } = costsOf(report);
  if (gap <= 0) return undefined;
  const shown = rows.length > maxRows + 1 ? rows.slice(0, maxRows) : rows;
  const rest = rows.slice(shown.length);
  const restPoints = rest.reduce((sum, row) => sum + row.points, 0);
  return html`<section id="costs" aria-labelledby="costs-title">
<h2 id="costs-title">What cost most</h2>
<table class="costs">
<thead class="unseen"><tr><th scope="col">Points lost</th><th scope="col">Verdict</th><th scope="col">Finding</th></tr></thead>
<tbody>
${shown.map((row) => costRow(report, decimals, row))}
${rest.length > 0 && html`<tr><td class="number">−${decimal(restPoints, decimals)}</td><td></td><td>${counted(rest.length, 'further finding')}, listed below</td></tr>`}
${unjudged.count > 0 && html`<tr><td class="number">−${decimal(unjudged.points, decimals)}</td><td class="mark">${signOf('inconclusive')}</td><td>${counted(unjudged.count, 'check')} not judged here: not counted as earned, and the reason for the interval</td></tr>`}
</tbody>
<tfoot><tr><td class="number">−${decimal(gap, decimals)}</td><td></td><td>from ${decimal(shownScore(report.score).possible)} to ${decimal(shownScore(report.score).earned)}</td></tr></tfoot>
</table>
</section>`;
};

/** What to ask in the interview, or for the candidate, what may be asked. */
export const questions = (report: Report, title: string): Markup | undefined =>
  report.summary.questions.length === 0
    ? undefined
    : html`<section id="questions" aria-labelledby="questions-title">
<h2 id="questions-title">${title}</h2>
<ol class="questions">${report.summary.questions.map((question) => html`<li>${prose(question)}</li>`)}</ol>
</section>`;
