import { clip, clipHead, oneLine, segments, visible, visibleLine } from './text.ts';

const maxProseCharacters = 400;
const maxCodeCharacters = 400;
const maxFenceCharacters = 4000;

const longestRun = (text: string): number => Math.max(0, ...[...text.matchAll(/`+/g)].map((match) => match[0].length));

const codeSpan = (text: string): string => {
  const ticks = '`'.repeat(longestRun(text) + 1);
  const pad = /^[` ]|[` ]$/.test(text) ? ' ' : '';
  return `${ticks}${pad}${text}${pad}${ticks}`;
};

/** Quoted text on one line: between more backticks than it holds. */
export const inlineCode = (text: string): string => {
  const line = visibleLine(clip(text, maxCodeCharacters));
  return line.trim() === '' ? '(empty)' : codeSpan(line);
};

/** Words that Markdown or GitHub would turn into a mention, a reference or a link. */
const isMagic = (word: string): boolean => /[@#]|:\/\/|www\.|^GH-\d/i.test(word);

const escapeWord = (word: string): string =>
  isMagic(word) ? codeSpan(word) : word.replace(/[\\`*_[\]<>&|~$^{}]/g, (character) => `\\${character}`);

/** Two code spans that touch would merge their backticks. */
const joined = (parts: readonly string[]): string => {
  let text = '';
  for (const part of parts) text += text.endsWith('`') && part.startsWith('`') ? ` ${part}` : part;
  return text;
};

/** Prose within a line: code between its backticks, everything else escaped; what would become a link is set as code. */
export const inlineText = (prose: string): string => {
  const parts = segments(oneLine(clip(prose, maxProseCharacters))).map((part) =>
    part.code ? codeSpan(part.text) : part.text.split(' ').map(escapeWord).join(' '),
  );
  return joined(parts);
};

/** Prose that begins a line or a list item: what would open a list, a rule or a heading there is escaped too. */
export const lineText = (prose: string): string =>
  inlineText(prose)
    .replace(/^(\d{1,9})([.)])/, '$1\\$2')
    .replace(/^[-+=:]/, '\\$&');

/** A fenced block that its text cannot close. */
export const fence = (text: string, language: 'sh' | 'text'): string => {
  const ticks = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${ticks}${language}\n${visible(clipHead(text, maxFenceCharacters))}\n${ticks}`;
};
