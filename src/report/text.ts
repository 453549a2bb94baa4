/**
 * Candidate text is hostile: it may hold terminal escapes, text-direction overrides and invisible characters. Everything a
 * reporter prints goes through `visible` or `visibleLine`, and everything of unknown size through `clip` or `clipHead`.
 */

/** Control, format (text direction, zero width), unpaired surrogate, private use, line and paragraph separators. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;

const named: Record<string, string> = { '\n': '\\n', '\t': '\\t', '\r': '\\r' };

const escapeSequence = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  return `\\u{${code.toString(16)}}`;
};

/** Text for a place with several lines: line feeds and tabs stay, every other unseen character becomes `\xNN` or `\u{NNNN}`. */
export const visible = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replace(unseen, (character) => (character === '\n' || character === '\t' ? character : escapeSequence(character)));

/** Text for a place with one line: no unseen character is left, line feeds included. */
export const visibleLine = (text: string): string =>
  text.replace(unseen, (character) => named[character] ?? escapeSequence(character));

/** Text for places that cannot show a line break but where it says nothing: a heading, a sentence of our own. */
export const oneLine = (text: string): string => visibleLine(text.replace(/\s+/g, ' ').trim());

const figure = (count: number): string => count.toLocaleString('en-GB');

/** The first `maxCharacters` (UTF-16 units) of a text, with its whole length when it was longer. */
export const clip = (text: string, maxCharacters: number): string => {
  if (text.length <= maxCharacters) return text;
  const head = text.slice(0, maxCharacters).replace(/[\ud800-\udbff]$/, '');
  return `${head}… (clipped; ${figure(text.length)} characters in all)`;
};

/** The last `maxCharacters` of a text, as logs need it: what went wrong stands at the end. */
export const clipHead = (text: string, maxCharacters: number): string => {
  if (text.length <= maxCharacters) return text;
  const tail = text.slice(-maxCharacters).replace(/^[\udc00-\udfff]/, '');
  return `(clipped; the last ${figure(maxCharacters)} of ${figure(text.length)} characters)\n…${tail}`;
};

/** A piece of prose: plain words, or what stood between two backticks. */
export type Segment = { code: boolean; text: string };

/** Splits our prose at its backticks: "`GET /v2/orders` answered 200" has a code segment and a plain one. */
export const segments = (prose: string): Segment[] => {
  const parts: Segment[] = [];
  let end = 0;
  for (const match of prose.matchAll(/`([^`]+)`/g)) {
    if (match.index > end) parts.push({ code: false, text: prose.slice(end, match.index) });
    parts.push({ code: true, text: match[1] ?? '' });
    end = match.index + match[0].length;
  }
  if (end < prose.length) parts.push({ code: false, text: prose.slice(end) });
  return parts;
};
