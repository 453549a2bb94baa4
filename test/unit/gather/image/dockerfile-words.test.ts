// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of a Dockerfile
import { expect, test } from 'vitest';
import { expandWord, splitFlags, splitWords } from '../../../../src/gather/image/dockerfile-words.ts';

const values: Record<string, string | undefined> = { A: 'one', EMPTY: '' };
const lookup = (name: string) => values[name];

test.each([
  ['plain', 'plain'],
  ['$A-x', 'one-x'],
  ['${A}x', 'onex'],
  ['"$A" b', 'one b'],
  ["'$A'", '$A'],
  ['\\$A', '$A'],
  ['h"tt"p', 'http'],
  ['${EMPTY:-two}', 'two'],
  ['${A:-two}', 'one'],
  ['${A:+two}', 'two'],
  ['${EMPTY:+two}', ''],
  ['${EMPTY:-$A}', 'one'],
])('%s becomes %s', (word, expected) => expect(expandWord(word, lookup)).toBe(expected));

test.each(['$UNKNOWN', '${UNKNOWN:-x}', '${A#o}', '${A/o/x}', '${A:?x}', '${', '$', '$-', '${EMPTY:-$UNKNOWN}'])(
  '%s is not known',
  (word) => {
    expect(expandWord(word, lookup)).toBeUndefined();
  },
);

test('words are split at spaces outside quotes and stay as written', () => {
  expect(splitWords(`a "b c" d\\ e 'f "g'  h`)).toEqual(['a', '"b c"', 'd\\ e', `'f "g'`, 'h']);
});

test('flags end at the first word that is none, or at `--`', () => {
  expect(splitFlags('--a --b=c d --e')).toEqual({ flags: ['--a', '--b=c'], operands: 'd --e' });
  expect(splitFlags('-- --a')).toEqual({ flags: [], operands: '--a' });
  expect(splitFlags('--a')).toEqual({ flags: ['--a'], operands: '' });
});
