import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clip, clipHead, oneLine, segments, visible, visibleLine } from '../../../src/report/text.ts';
import { hostileText } from './hostile-text.ts';

const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u;

describe('visible text', () => {
  test('shows terminal escapes, backspaces and text-direction overrides', () => {
    expect(visible('\u001b[2J\b\u009b1m \u202egpj.exe \u200b')).toBe('\\x1b[2J\\x08\\x9b1m \\u{202e}gpj.exe \\u{200b}');
  });

  test('keeps line feeds and tabs, and turns CRLF into one line feed', () => {
    expect(visible('a\r\nb\tc\rd')).toBe('a\nb\tc\\x0dd');
  });

  test('shows unpaired surrogates', () => {
    expect(visible('\ud83d')).toBe('\\u{d83d}');
  });

  test('every byte of the control range is shown, in one line also the line feed', () => {
    for (let code = 0; code < 0xa0; code += 1) {
      const character = String.fromCharCode(code);
      const isControl = code < 0x20 || code >= 0x7f;
      expect(visibleLine(character) === character, `U+${code.toString(16)}`).toBe(!isControl);
    }
    expect(visibleLine('a\nb')).toBe('a\\nb');
  });

  test('no text keeps an unseen character', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(unseen.test(visible(text).replaceAll(/[\n\t]/g, ''))).toBe(false);
        expect(unseen.test(visibleLine(text))).toBe(false);
        expect(unseen.test(oneLine(text))).toBe(false);
      }),
    );
  });
});

describe('clipping', () => {
  test('says how long the text was', () => {
    expect(clip('x'.repeat(12_000), 3)).toBe('xxx… (clipped; 12,000 characters in all)');
    expect(clip('xyz', 3)).toBe('xyz');
  });

  test('does not cut a character in half', () => {
    expect(clip('a😀b', 2)).toBe('a… (clipped; 4 characters in all)');
    expect(clipHead('a😀b', 2)).toBe('(clipped; the last 2 of 4 characters)\n…b');
  });

  test('keeps the end of a log', () => {
    expect(clipHead('first\nlast', 4)).toBe('(clipped; the last 4 of 10 characters)\n…last');
  });
});

test('prose splits at its backticks', () => {
  expect(segments('`GET /a` answered 200, not `404`')).toEqual([
    { code: true, text: 'GET /a' },
    { code: false, text: ' answered 200, not ' },
    { code: true, text: '404' },
  ]);
  expect(segments('a ` alone')).toEqual([{ code: false, text: 'a ` alone' }]);
});
