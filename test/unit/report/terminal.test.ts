import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { barCells, cell, cells, cut, wrap } from '../../../src/report/columns.ts';
import { failureLines } from '../../../src/report/failures.ts';
import { reporters } from '../../../src/report/index.ts';
import type { TerminalOptions } from '../../../src/report/terminal.ts';
import { sampleReport } from '../../golden/sample/report.ts';
import { hostileText } from './hostile-text.ts';
import { unbuilt, withTexts } from './reports.ts';

const draw = (report = sampleReport, options: TerminalOptions = {}) =>
  reporters.terminal(report, { audience: 'engineer', ...options });

const unicode = { unicode: true };

describe('cells', () => {
  test('wide characters take two, combining ones none', () => {
    expect([cells('abc'), cells('漢字'), cells('e\u0301')]).toEqual([3, 4, 1]);
  });

  test('a text that does not fit is cut', () => {
    expect(cut('abcdef', 4, unicode)).toBe('abc…');
    expect(cut('abcdef', 5, { unicode: false })).toBe('ab...');
    expect(cell('漢字漢字', 6, unicode)).toBe('漢字… ');
  });

  test('lines break at spaces, the last one is cut', () => {
    expect(wrap('one two three four five', 9, 2, unicode)).toEqual(['one two', 'three fo…']);
  });

  test('a bar shows earned, unjudged and lost points', () => {
    const score = { family: 'load', title: 'Load', possible: 10, earned: 6, low: 6, high: 8 } as const;
    expect([barCells(score, 10, unicode), barCells(score, 10, { unicode: false })]).toEqual([
      '▓▓▓▓▓▓▒▒░░',
      '######??..',
    ]);
  });
});

describe('the summary on a terminal', () => {
  test.each([
    ['graded', sampleReport],
    ['not built', unbuilt],
    ['not graded', { ...unbuilt, outcome: 'infra-error' as const }],
  ])('%s: at most 25 lines of at most 80 cells', (_name, report) => {
    for (const audience of ['engineer', 'recruiter', 'candidate'] as const) {
      const lines = reporters.terminal(report, { audience }).trimEnd().split('\n');
      expect(lines.length).toBeLessThanOrEqual(25);
      for (const line of lines) expect(cells(line), line).toBeLessThanOrEqual(80);
    }
  });

  test('uses the width it has', () => {
    const longest = (width: number) => Math.max(...draw(sampleReport, { width }).split('\n').map(cells));
    expect([longest(80), longest(120), longest(20)]).toEqual([80, 120, 80]);
  });

  test('is plain ASCII where the locale is not UTF-8', () => {
    const text = draw(
      withTexts(sampleReport, (old) => `${old} é漢`),
      { unicode: false },
    );
    expect(/^[\n\x20-\x7e]*$/.test(text)).toBe(true);
    expect(text).toContain('\\u{e9}');
  });

  test('colour adds nothing but colour', () => {
    expect(stripVTControlCharacters(draw(sampleReport, { color: true }))).toBe(draw());
  });

  test('shows why nothing could be judged, without the control characters of the log', () => {
    const text = draw(unbuilt);
    expect(text).toContain('What to do: Build the image from a fresh clone');
    expect(text).toContain('npm error package-lock.json not found\\x1b[2J');
  });

  test('no control character of a text is left', () => {
    const raw = /[\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]|(?!\n)\p{Cc}/u;
    fc.assert(
      fc.property(hostileText, (text) => {
        for (const report of [sampleReport, unbuilt]) {
          const changed = withTexts(report, () => text);
          for (const drawn of [draw(changed), failureLines(changed, 'http://localhost:3000').replaceAll('\t', '')]) {
            expect(raw.test(drawn)).toBe(false);
          }
          expect(draw(changed).trimEnd().split('\n').length).toBeLessThanOrEqual(25);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('the failures a candidate sees', () => {
  test('each has what was expected, what came, a command against the own server and a remedy', () => {
    const text = failureLines(sampleReport, 'http://localhost:3000');
    expect(text).toContain(
      [
        '  x Accepts an expired token (0 / 5; critical, R-12, RFC 7519 section 4.1.4)',
        '    `GET /v2/orders` answered 200 to a token that expired one hour ago.',
        '    expected  401, WWW-Authenticate: Bearer error="invalid_token"',
        '    received  200, 3 orders',
        '    try it    curl -si http://localhost:3000/v2/orders \\',
      ].join('\n'),
    );
    expect(text).toContain('  # 1 blocked: `POST /v2/orders/{orderId}/cancel` answered 501');
  });

  test('hidden checks are not in it', () => {
    expect(failureLines(sampleReport, 'http://localhost:3000')).not.toContain('Skips items');
  });

  test('is empty when everything held', () => {
    const results = sampleReport.results.filter((result) => result.status === 'pass');
    expect(failureLines({ ...sampleReport, results }, 'http://localhost:3000')).toBe('');
  });
});
