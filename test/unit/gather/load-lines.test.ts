import { expect, test } from 'vitest';
import { lineSplitter } from '../../../src/gather/load-lines.ts';

const split = (maxLength: number, chunks: readonly (string | Buffer)[]) => {
  const lines: string[] = [];
  const take = lineSplitter(maxLength, (line) => lines.push(line));
  for (const chunk of chunks) take(Buffer.from(chunk));
  return lines;
};

test('joins what arrives in pieces, characters cut in two included', () => {
  const text = Buffer.from('{"name":"é"}\n');
  expect(split(100, [text.subarray(0, 10), text.subarray(10), 'two\nthree\nrest'])).toEqual([
    '{"name":"é"}',
    'two',
    'three',
  ]);
});

test('drops an overlong line whole, however it arrives, and goes on with the next', () => {
  expect(split(5, ['123456\nok\n'])).toEqual(['ok']);
  expect(split(5, ['123', '456', '789', '\nok\n', '1234', '56\n', 'end\n'])).toEqual(['ok', 'end']);
});
