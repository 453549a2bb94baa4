import { stripVTControlCharacters } from 'node:util';
import { limits } from './limits.ts';

/** Candidate text for one line of a message: no control characters, at most `limits.maxTextChars` characters. */
export const clip = (text: string): string => {
  const line = stripVTControlCharacters(text.slice(0, 10 * limits.maxTextChars))
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .trim();
  return line.length > limits.maxTextChars ? `${line.slice(0, limits.maxTextChars - 1)}…` : line;
};
