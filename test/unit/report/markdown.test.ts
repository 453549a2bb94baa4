import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reporters } from '../../../src/report/index.ts';
import { fence, inlineCode, inlineText, lineText } from '../../../src/report/markdown-text.ts';
import { hostile } from '../../golden/sample/hostile.ts';
import { sampleReport } from '../../golden/sample/report.ts';
import { hostileText } from './hostile-text.ts';
import { markdownRemains } from './markdown-remains.ts';
import { unbuilt, withTexts } from './reports.ts';

const draw = (report = sampleReport) => reporters.md(report, { audience: 'engineer' });

/** Ours: everything else that looks like markup would come from a text. */
const own = /^(?:<details><summary>Findings, with how to reproduce them<\/summary>|<\/details>|#{2,4} .*)$/;
const markup = /[<>[\]@|~$]|#|:\/\/|www\.|^GH-\d/;

const foreignMarkup = (markdown: string): string[] =>
  markdownRemains(markdown).filter((line) => {
    const text = own.test(line) ? line.replace(/^(?:#{2,4} |<.*>$)/, '') : line;
    return markup.test(text);
  });

describe('text of a submission in Markdown', () => {
  test('stands between more backticks than it holds', () => {
    expect(inlineCode('a `b` ``c``')).toBe('``` a `b` ``c`` ```');
    expect(inlineCode(' x ')).toBe('`  x  `');
    expect(inlineCode('')).toBe('(empty)');
    expect(fence('```\n# PASS', 'text')).toBe('````text\n```\n# PASS\n````');
  });

  test('mentions and references nobody', () => {
    expect(inlineText('ask @team about #1 at https://a.example or www.b.example, GH-7')).toBe(
      'ask `@team` about `#1` at `https://a.example` or `www.b.example,` `GH-7`',
    );
  });

  test('is no markup', () => {
    expect(inlineText('*a* _b_ [c](d) <e> &amp; ~f~ |g| \\')).toBe(
      '\\*a\\* \\_b\\_ \\[c\\](d) \\<e\\> \\&amp; \\~f\\~ \\|g\\| \\\\',
    );
    expect([lineText('1. one'), lineText('- two'), lineText('=== '), lineText('+ x')]).toEqual([
      '1\\. one',
      '\\- two',
      '\\===',
      '\\+ x',
    ]);
  });

  test('prose keeps its code', () => {
    expect(inlineText('`GET /a`answered `200`')).toBe('`GET /a`answered `200`');
  });
});

describe('the Markdown report', () => {
  test('fits a comment even when every text is huge', () => {
    const huge = withTexts(sampleReport, (old) => `${old} ${'`@x <b> '.repeat(2000)}`);
    const markdown = draw({ ...huge, results: Array.from({ length: 6 }, () => huge.results).flat() });
    expect(Buffer.byteLength(markdown)).toBeLessThan(60_000);
    expect(markdown).toMatch(/further checks that did not hold/);
    expect(foreignMarkup(markdown)).toEqual([]);
  });

  test('says why a submission could not be judged, with the end of its log', () => {
    const markdown = draw(unbuilt);
    expect(markdown).toContain('\n`RUN npm ci` in line 7 of the Dockerfile ended with exit code 1.\n');
    expect(markdown).toContain('npm error package-lock.json not found\\x1b[2J');
    expect(markdown).toContain('the image did not build');
  });

  test('no text leaves its code', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 1, maxLength: 9 }), fc.boolean(), (texts, keep) => {
        let index = 0;
        const next = (old: string) => (keep ? old : '') + (texts[index++ % texts.length] ?? '');
        expect(foreignMarkup(draw(withTexts(sampleReport, next)))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('the hostile sample is shown literally', () => {
    const markdown = draw();
    expect(markdown).toContain(hostile.script);
    expect(foreignMarkup(markdown)).toEqual([]);
  });
});
