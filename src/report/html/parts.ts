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

/** How far the hatched part reaches below the earned one, so that its rounded end shows no gap. In percent. */
const overlap = 1.5;

/** Earned points as a bar in an SVG, unjudged ones hatched after them, of `height` from `y` on. */
export const scoreRects = (score: Score, y: number, height: number): Markup => {
  const low = percentOf(score.low, score);
  const high = percentOf(score.high, score);
  const from = Math.max(0, low - overlap);
  const rect = (name: string, x: number, width: number) =>
    html`<rect class="${name}" x="${x.toFixed(2)}%" y="${y}" width="${width.toFixed(2)}%" height="${height}" rx="${height / 2}"/>`;
  return html`${rect('track', 0, 100)}${high > low && rect('unjudged', from, high - from)}${low > 0 && rect('fill', 0, low)}`;
};

/** The bar of a category. The numbers stand beside it in text. */
export const bar = (score: Score): Markup =>
  html`<svg class="bar" width="100%" height="6" aria-hidden="true" focusable="false">${scoreRects(score, 0, 6)}</svg>`;

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
