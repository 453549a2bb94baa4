import type { Score } from '../../core/report.ts';
import type { Status } from '../../core/verdict.ts';
import { clip, segments } from '../text.ts';
import { percentOf, statusSigns } from '../view.ts';
import { html, type Markup, quoted } from './tag.ts';

const maxProseCharacters = 1500;
const maxEvidenceCharacters = 4000;

/** Our prose: what stands between backticks is set as code. */
export const prose = (text: string): Markup[] =>
  segments(clip(text, maxProseCharacters)).map((part) =>
    part.code ? html`<code>${quoted(part.text, maxProseCharacters)}</code>` : quoted(part.text, maxProseCharacters),
  );

/** Something quoted from the submission, on one line or several. */
export const evidence = (text: string): Markup =>
  html`<code class="evidence">${quoted(text, maxEvidenceCharacters)}</code>`;

/** The sign of a status with its word for those who do not see it. */
export const signOf = (status: Status, word = statusSigns[status].word): Markup =>
  html`<span class="sign ${status}" aria-hidden="true">${statusSigns[status].sign}</span><span class="unseen">${word}: </span>`;

const share = (points: number, score: Score): string => `${percentOf(points, score).toFixed(2)}%`;

/** Earned points as a bar, unjudged ones hatched after them. The numbers stand beside it in text. */
export const bar = (
  score: Score,
): Markup => html`<svg class="bar" width="100%" height="6" aria-hidden="true" focusable="false">
<rect class="track" width="100%" height="6" rx="3"/>
${score.high > score.low && html`<rect class="unjudged" width="${share(score.high, score)}" height="6" rx="3"/>`}
${score.low > 0 && html`<rect class="fill" width="${share(score.low, score)}" height="6" rx="3"/>`}
</svg>`;

/** A term and its description in a description list; nothing when there is no description. */
export const entry = (term: string, description: Markup | Markup[] | string | undefined): Markup | undefined =>
  description === undefined ? undefined : html`<div><dt>${term}</dt><dd>${description}</dd></div>`;

/** A link to a rule; only HTTPS addresses become links. */
export const ruleLink = (label: string, url: string | undefined): Markup =>
  url !== undefined && /^https:\/\/[^\s"'<>]+$/.test(url)
    ? html`<a href="${url}" rel="noreferrer">${label}</a>`
    : html`${label}`;

/** Joins pieces with a middle dot. */
export const dotted = (pieces: readonly (Markup | string | undefined | false)[]): Markup => {
  const present = pieces.filter((piece) => piece !== undefined && piece !== false && piece !== '');
  return html`${present.map((piece, index) => html`${index > 0 && html`<span class="dot"> · </span>`}<span>${piece}</span>`)}`;
};
