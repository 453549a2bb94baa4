import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Report } from '../core/report.ts';
import type { Audience } from './audience.ts';
import { decimal } from './format.ts';
import { findings } from './html/findings.ts';
import { loadSection } from './html/load.ts';
import { logs, measured } from './html/measured.ts';
import { categories, costs, questions } from './html/points.ts';
import { type Child, html, type Markup, markupText, raw } from './html/tag.ts';
import { masthead, verdict } from './html/verdict.ts';
import { isScored, shownScore } from './view.ts';

const css = readFileSync(new URL('./html/style.css', import.meta.url), 'utf8');
const cssHash = createHash('sha256').update(css).digest('base64');

/** Nothing is loaded, nothing runs; the one style sheet is named by its hash. */
const policy = `default-src 'none'; style-src 'sha256-${cssHash}'; img-src data:; base-uri 'none'; form-action 'none'`;

/** Hatching for points that are neither earned nor lost; referred to by the style sheet. */
const patterns = html`<svg class="unseen" width="0" height="0" aria-hidden="true" focusable="false"><defs>
<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch-ground" width="6" height="6"/><rect class="hatch-line" width="2.5" height="6"/></pattern>
</defs></svg>`;

const titleOf = (report: Report): string => {
  const { earned, possible } = shownScore(report.score);
  const score = isScored(report) ? `${decimal(earned)} / ${decimal(possible)}` : 'no score';
  return `${report.challenge.title}: ${score} - Assay`;
};

const questionTitles: Record<Audience, string> = {
  recruiter: 'What to ask in the interview',
  engineer: 'What to ask in the interview',
  candidate: 'What an interviewer may ask',
};

const body = (report: Report, audience: Audience): Child => {
  const asked = questions(report, questionTitles[audience]);
  const proof = [costs(report), findings(report), loadSection(report.load)];
  const origin = [measured(report), logs(report)];
  const points = report.categories.length > 0 && categories(report);
  if (audience !== 'recruiter') return [verdict(report), points, proof, asked, origin];
  return [
    verdict(report),
    asked,
    points,
    html`<details class="details"><summary><h2>Details for the engineer</h2></summary>${proof}${origin}</details>`,
  ];
};

const page = (report: Report, audience: Audience): Markup => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>${titleOf(report)}</title>
<link rel="icon" href="data:,">
<style>${raw(css)}</style>
</head>
<body class="${audience}">
${patterns}
${masthead(report)}
<main>
${body(report, audience)}
</main>
<footer>Assay ${report.harness.version}. Scores come from what the API answered; nothing in this page was loaded from elsewhere.</footer>
</body>
</html>
`;

/**
 * The report as one HTML file: no script, no request, readable offline, in print and from 360 px of width. Text of the
 * submission is escaped and clipped and never becomes a link.
 */
export const drawHtml = (report: Report, options: { audience: Audience }): string =>
  markupText(page(report, options.audience));
