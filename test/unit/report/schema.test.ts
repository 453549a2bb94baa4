import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AssayError } from '../../../src/core/errors.ts';
import { reporters } from '../../../src/report/index.ts';
import { parseReport, reportJsonSchema } from '../../../src/report/schema.ts';
import { sampleReport } from '../../golden/sample/report.ts';
import { hostileText } from './hostile-text.ts';
import { resultOf, unbuilt, withResult, withTexts } from './reports.ts';

const rewrite = `node -e "import('./src/report/schema.ts').then((m) => console.log(JSON.stringify(m.reportJsonSchema())))" > src/report/report.schema.json && npx biome format --write src/report/report.schema.json`;

const json = (report = sampleReport) => reporters.json(report, { audience: 'engineer' });

const failureOf = (action: () => unknown): AssayError => {
  try {
    action();
  } catch (error) {
    if (error instanceof AssayError) return error;
  }
  throw new Error('no AssayError was thrown');
};

describe('the JSON Schema', () => {
  test('is the one that is published', async () => {
    const published = await readFile(new URL('../../../src/report/report.schema.json', import.meta.url), 'utf8');
    expect(JSON.parse(published), `out of date; write it again with:\n${rewrite}`).toEqual(reportJsonSchema());
  });

  test('accepts the reports that are written, and no others', () => {
    const validate = new Ajv2020({ strict: true, strictTypes: false }).compile(reportJsonSchema());
    for (const report of [sampleReport, unbuilt]) {
      expect(validate(JSON.parse(json(report))), JSON.stringify(validate.errors)).toBe(true);
    }
    expect(validate({ ...JSON.parse(json()), outcome: 'perfect' })).toBe(false);
    expect(validate({ ...JSON.parse(json()), score: { earned: 82 } })).toBe(false);
  });
});

describe('report.json', () => {
  test('reads back as it was written, whatever the texts are', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const report = withTexts(sampleReport, (old) => old + text.toWellFormed());
        expect(parseReport(json(report))).toEqual(report);
      }),
      { numRuns: 40 },
    );
  });

  test('holds no unpaired surrogate', () => {
    const text = json(withTexts(sampleReport, (old) => `${old}\ud800`));
    expect(text).not.toMatch(/\\ud800/i);
    expect(text.isWellFormed()).toBe(true);
  });

  test('clips bodies with their length and digest, and keeps at most 50 findings a check', () => {
    const [finding] = resultOf('expired-token').findings;
    if (finding?.exchange?.response === undefined) throw new Error('the sample has no exchange');
    const response = { ...finding.exchange.response, body: 'x'.repeat(1_000_000) };
    const big = { ...finding, exchange: { ...finding.exchange, response } };
    const text = json(withResult('expired-token', { findings: Array.from({ length: 400 }, () => big) }));
    expect(text.length).toBeLessThan(1_200_000);
    const kept = parseReport(text).results.find((result) => result.id === 'expired-token')?.findings ?? [];
    expect(kept[0]?.exchange?.response?.body).toMatch(
      /x… \(clipped; 1000000 characters in all, sha256 [0-9a-f]{64}\)$/,
    );
    expect(kept.map((one) => one.message).at(-1)).toBe('350 further findings of the same check were not kept.');
  });

  test.each([
    [Number.NaN, 'environment.harnessPeakBytes'],
    [Number.POSITIVE_INFINITY, 'environment.harnessPeakBytes'],
  ])('%d is found before it is written', (harnessPeakBytes, place) => {
    const report = { ...sampleReport, environment: { ...sampleReport.environment, harnessPeakBytes } };
    const failure = failureOf(() => json(report));
    expect([failure.fault, failure.code]).toEqual(['infra-error', 'report-invalid']);
    expect(failure.message).toContain(place);
  });
});

describe('reading a report', () => {
  test.each([
    ['report-unreadable', 'half a rep'],
    ['report-version', '{"schemaVersion":"2.0"}'],
    ['report-version', '[]'],
    ['report-version', 'null'],
    ['report-invalid', '{"schemaVersion":"1.0"}'],
  ])('%s: %s', (code, text) => {
    const failure = failureOf(() => parseReport(text));
    expect([failure.fault, failure.code]).toEqual(['usage', code]);
    expect(failure.message).not.toContain('\n');
  });

  test('fields of later additions are dropped', () => {
    const later = { ...JSON.parse(json()), later: true };
    expect(parseReport(JSON.stringify(later))).toEqual(parseReport(json()));
  });

  test('half a report is never taken for a whole one', () => {
    const text = json();
    fc.assert(
      fc.property(fc.integer({ min: 0, max: text.length - 3 }), (length) => {
        expect(failureOf(() => parseReport(text.slice(0, length))).fault).toBe('usage');
      }),
      { numRuns: 50 },
    );
  });
});
