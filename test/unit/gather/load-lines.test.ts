import { expect, test } from 'vitest';
import { jsonLines } from '../../../src/gather/load-lines.ts';

const valuesOf = (maxLength: number, chunks: readonly (string | Buffer)[]) => {
  const values: unknown[] = [];
  const take = jsonLines(maxLength, (value) => values.push(value));
  for (const chunk of chunks) take(Buffer.from(chunk));
  return values;
};

test('joins what arrives in pieces, characters cut in two included, and waits for the end of a line', () => {
  const text = Buffer.from('{"name":"é"}\n');
  expect(valuesOf(100, [text.subarray(0, 10), text.subarray(10), '2\n[3]\n4'])).toEqual([{ name: 'é' }, 2, [3]]);
});

test('drops an overlong line whole, however it arrives, and goes on with the next', () => {
  expect(valuesOf(5, ['123456\n1\n'])).toEqual([1]);
  expect(valuesOf(5, ['123', '456', '789', '\n1\n', '1234', '56\n', '2\n'])).toEqual([1, 2]);
});

test('leaves out lines that are no JSON', () => {
  expect(valuesOf(100, ['{"a":1}\nwarning: something\n\n[2]\n'])).toEqual([{ a: 1 }, [2]]);
});
