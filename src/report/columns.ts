import type { CategoryScore } from '../core/report.ts';
import { decimal } from './format.ts';
import { oneLine } from './text.ts';
import { percentOf, shortFamilies, shownScore } from './view.ts';

/** Plain-text drawing for terminals and code blocks: everything counts in character cells. */
export type CellOptions = { unicode: boolean };

const wide = /^(?:\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Emoji_Presentation})$/u;
const combining = /^\p{M}$/u;

const cellsOf = (character: string): number => (combining.test(character) ? 0 : wide.test(character) ? 2 : 1);

/** How many cells a text takes. */
export const cells = (text: string): number => {
  let count = 0;
  for (const character of text) count += cellsOf(character);
  return count;
};

const asciiFor: Record<string, string> = {
  '·': '-',
  '–': '-',
  '−': '-',
  '…': '...',
  '“': '"',
  '”': '"',
  '’': "'",
  µ: 'u',
};

/** A text in characters that any terminal has. */
const toAscii = (text: string): string =>
  text.replace(
    /[^\n\x20-\x7e]/gu,
    (character) => asciiFor[character] ?? `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );

/** One line of at most `width` cells, safe to print. */
export const cut = (text: string, width: number, { unicode }: CellOptions): string => {
  const line = unicode ? oneLine(text) : toAscii(oneLine(text));
  if (cells(line) <= width) return line;
  const mark = unicode ? '…' : '...';
  let kept = '';
  let used = cells(mark);
  for (const character of line) {
    used += cellsOf(character);
    if (used > width) break;
    kept += character;
  }
  return kept + mark;
};

/** `cut` with spaces up to exactly `width` cells. */
export const cell = (text: string, width: number, options: CellOptions): string => {
  const line = cut(text, width, options);
  return line + ' '.repeat(Math.max(0, width - cells(line)));
};

/** Breaks a text at spaces into at most `maxLines` lines of `width` cells; the last one is cut. */
export const wrap = (text: string, width: number, maxLines: number, options: CellOptions): string[] => {
  const line = options.unicode ? oneLine(text) : toAscii(oneLine(text));
  const lines = [''];
  for (const word of line.split(' ')) {
    const current = lines.at(-1) ?? '';
    const longer = current === '' ? word : `${current} ${word}`;
    if (cells(longer) <= width || current === '' || lines.length === maxLines) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.map((part) => cut(part, width, options));
};

/** A bar of `width` cells: earned, not judged, lost. */
export const barCells = (score: CategoryScore, width: number, { unicode }: CellOptions): string => {
  const [earned, open, lost] = unicode ? ['▓', '▒', '░'] : ['#', '?', '.'];
  const low = Math.floor((percentOf(score.low, score) * width) / 100 + 1e-9);
  const high = Math.ceil((percentOf(score.high, score) * width) / 100 - 1e-9);
  const unjudged = score.high > score.low ? Math.max(0, high - low) : 0;
  return `${earned}`.repeat(low) + `${open}`.repeat(unjudged) + `${lost}`.repeat(Math.max(0, width - low - unjudged));
};

/** One category in 38 cells and more: name, bar, points. A title that does not fit gives way to the short name. */
export const categoryCells = (category: CategoryScore, options: CellOptions & { nameWidth?: number }): string => {
  const { nameWidth = 18 } = options;
  const { earned, possible } = shownScore(category);
  const name = cells(category.title) <= nameWidth ? category.title : shortFamilies[category.family];
  const points = `${decimal(earned)}/${decimal(possible)}`;
  return `${cell(name, nameWidth, options)} ${barCells(category, 10, options)} ${points.padStart(8)}`;
};
