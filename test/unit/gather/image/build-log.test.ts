import { expect, test } from 'vitest';
import { cleanLine, createBuildLog } from '../../../../src/gather/image/build-log.ts';

test('keeps a short log whole, in whatever pieces it comes', () => {
  const log = createBuildLog();
  for (const piece of ['one\ntw', 'o\n', '\n', 'three']) log.write(piece);
  expect(log.text()).toBe('one\ntwo\n\nthree');
  expect(log.lastLines(2)).toBe('\nthree');
  expect(log.bytes()).toBe(14);
});

test('keeps the first 64 kB and the last 256 kB of a flood, and says how much is missing', () => {
  const log = createBuildLog();
  for (let line = 0; line < 100_000; line += 1) log.write(`line ${line} ${'x'.repeat(40)}\n`);
  const text = log.text();
  expect(text).toMatch(/^line 0 /);
  expect(text.trimEnd()).toMatch(/line 99999 x+$/);
  expect(text).toMatch(/\[\.\.\. \d+ characters left out \.\.\.\]/);
  expect(text.length).toBeGreaterThan(320 * 1024);
  expect(text.length).toBeLessThan(600 * 1024);
  expect(log.bytes()).toBeGreaterThan(5_000_000);
});

test('a line without end does not grow', () => {
  const log = createBuildLog();
  for (let piece = 0; piece < 1000; piece += 1) log.write('x'.repeat(1000));
  expect(log.text().length).toBeLessThan(5000);
});

test.each([
  ['\u001b[31mred\u001b[0m', 'red'],
  ['10 %\r50 %\r100 %', '100 %'],
  ['done\r', 'done'],
  ['\u001b]0;title\u0007text', 'text'],
  ['a\u0000b\u0008c\u202ed', 'abcd'],
  ['tab\tstays', 'tab\tstays'],
])('%j is shown as %j', (line, expected) => expect(cleanLine(line)).toBe(expected));
