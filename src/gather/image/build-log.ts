import { stripVTControlCharacters } from 'node:util';

const headBytes = 64 * 1024;
const tailBytes = 256 * 1024;
const maxLineLength = 4096;

/** The output of a build: the first 64 kB and the last 256 kB of it, one clean line after the other. */
export type BuildLog = {
  /** Takes output as it comes, in any pieces. */
  write(text: string): void;
  /** All bytes ever written. */
  bytes(): number;
  lastLines(count: number): string;
  text(): string;
};

/** Starts an empty log. */
export const createBuildLog = (): BuildLog => {
  let head = '';
  let tail = '';
  let left = 0;
  let pending = '';
  let bytes = 0;

  const append = (line: string) => {
    const text = `${cleanLine(line)}\n`;
    if (tail === '' && head.length + text.length <= headBytes) head += text;
    else tail += text;
    // Cut seldom, so that a flood costs little.
    if (tail.length <= 2 * tailBytes) return;
    left += tail.length - tailBytes;
    tail = tail.slice(-tailBytes);
  };

  const whole = () => `${head}${left > 0 ? `[... ${left} characters left out ...]\n` : ''}${tail}${cleanLine(pending)}`;

  return {
    write(text) {
      bytes += Buffer.byteLength(text);
      const lines = (pending + text).split('\n');
      pending = lines.pop() ?? '';
      for (const line of lines) append(line);
      if (pending.length > maxLineLength) pending = pending.slice(0, maxLineLength);
    },
    bytes: () => bytes,
    lastLines: (count) => whole().trimEnd().split('\n').slice(-count).join('\n'),
    text: whole,
  };
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be in a log
const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** What a terminal would show of it at the end: the last state of a progress bar, no colours, no control characters. */
export const cleanLine = (line: string): string => {
  const clipped = line.length > maxLineLength ? `${line.slice(0, maxLineLength)}...` : line;
  const shown = clipped.replace(/\r+$/, '').split('\r').at(-1) ?? '';
  return stripVTControlCharacters(shown).replace(control, '');
};
