import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Report, Result } from '../../../src/core/report.ts';
import { forAudience } from '../../../src/report/audience.ts';
import { reporters } from '../../../src/report/index.ts';
import { parseReport } from '../../../src/report/schema.ts';
import { sampleReport } from '../../golden/sample/report.ts';
import { resultOf, unbuilt, withResult } from './reports.ts';

const candidate = (report: Report = sampleReport) => forAudience(report, 'candidate');

const canary = (name: string) => `canary-${name}-4711`;

/** The sample with one check hidden, with a canary in every text that belongs to it, and in whatever may repeat it. */
const withCanaries = (id: string): Report => {
  const marked = (result: Result): Partial<Result> => ({
    id: canary('id'),
    title: canary('title'),
    failureTitle: canary('failure-title'),
    plain: canary('plain'),
    question: canary('question'),
    reason: result.reason && canary('reason'),
    requirements: [canary('requirement')],
    codes: [canary('code')],
    reference: { label: canary('reference') },
    signals: [canary('signal')],
    visibility: 'hidden',
    findings: result.findings.map((finding) => ({
      message: canary('message'),
      remedy: canary('remedy'),
      expected: canary('expected'),
      received: canary('received'),
      at: canary('at'),
      exchange: finding.exchange && {
        ...finding.exchange,
        checkId: canary('id'),
        request: {
          method: 'GET',
          path: `/${canary('path')}`,
          headers: { 'x-a': canary('header') },
          body: canary('body'),
        },
      },
    })),
  });
  const report = withResult(id, marked(resultOf(id)));
  const results = report.results;
  return {
    ...report,
    environment: {
      ...report.environment,
      order: report.environment.order.map((one) => (one === id ? canary('id') : one)),
    },
    summary: {
      ...report.summary,
      sentence: canary('title'),
      plain: canary('plain'),
      weaknesses: [canary('plain')],
      questions: [canary('question')],
      caps: [canary('id')],
    },
    logs: { build: `ok\nrunning ${canary('id')}\n`, container: `GET /${canary('path')} 200\n` },
    results,
  };
};

const failing = sampleReport.results.filter((result) => result.status !== 'pass').map((result) => result.id);

describe('the candidate', () => {
  test.each(failing)('sees nothing of "%s" when it is hidden, in any form of the report', (id) => {
    const report = withCanaries(id);
    expect(JSON.stringify(candidate(report))).not.toContain('canary-');
    for (const name of ['json', 'html', 'md', 'junit', 'terminal'] as const) {
      expect(reporters[name](report, { audience: 'candidate' }), name).not.toContain('canary-');
    }
  });

  test('sees the number and points of hidden checks by category', () => {
    const shown = candidate().results.filter((result) => result.id.startsWith('hidden-checks-'));
    expect(shown.map(({ id, title, status, earned, possible }) => ({ id, title, status, earned, possible }))).toEqual([
      { id: 'hidden-checks-pagination', title: '1 hidden check', status: 'fail', earned: 0, possible: 3 },
      { id: 'hidden-checks-auth', title: '1 hidden check', status: 'pass', earned: 2, possible: 2 },
      { id: 'hidden-checks-image', title: '1 hidden check', status: 'pass', earned: 1, possible: 1 },
    ]);
  });

  test('keeps the score: points in sum are the same, by category too', () => {
    const sum = (report: Report, key: 'earned' | 'possible', family?: string) =>
      report.results
        .filter((result) => family === undefined || result.family === family)
        .reduce((total, result) => total + result[key], 0);
    const hideSome = fc.subarray(sampleReport.results.map((result) => result.id));
    fc.assert(
      fc.property(hideSome, (hidden) => {
        const results = sampleReport.results.map(
          (result): Result => ({
            ...result,
            visibility: hidden.includes(result.id) ? 'hidden' : 'public',
          }),
        );
        const report = { ...sampleReport, results };
        const shown = candidate(report);
        expect(shown.score).toEqual(report.score);
        for (const { family } of report.categories) {
          expect(sum(shown, 'earned', family)).toBeCloseTo(sum(report, 'earned', family), 9);
          expect(sum(shown, 'possible', family)).toBeCloseTo(sum(report, 'possible', family), 9);
        }
        const ids = new Set(shown.results.map((result) => result.id));
        expect(hidden.filter((id) => ids.has(id))).toEqual([]);
      }),
    );
  });

  test('hidden checks that were not judged stay apart, so that the interval is explained', () => {
    const [standIn] = candidate(withResult('efficiency', { visibility: 'hidden' })).results.filter(
      (result) => result.id === 'hidden-checks-load-not-judged',
    );
    expect(standIn).toMatchObject({ status: 'inconclusive', possible: 2, title: '1 hidden check not judged' });
  });

  test('a finding of a public check that rests on a hidden request is not shown', () => {
    const [first] = resultOf('documented-statuses').findings;
    const exchange = first?.exchange && { ...first.exchange, checkId: 'insert-while-paging' };
    const report = withResult('documented-statuses', {
      findings: [{ message: 'secret', remedy: 'Add it.', exchange }],
    });
    const shown = candidate(report).results.find((result) => result.id === 'documented-statuses');
    expect(shown?.findings).toEqual([
      { message: '1 finding is not shown: hidden checks made the requests.', remedy: 'Add it.' },
    ]);
  });

  test('the container log is withheld once hidden checks have run, the build log only by the line', () => {
    const { logs } = candidate();
    expect(logs.container).toBe('(withheld: it would show what hidden checks do)');
    expect(logs.build).toBe(sampleReport.logs.build);
  });

  test('sees the whole log of a build that failed: no hidden check had run', () => {
    expect(candidate(unbuilt).reason?.log).toBe(unbuilt.reason?.log);
  });

  test('gets the same report again when it is drawn twice, and the whole one when nothing is hidden', () => {
    expect(candidate(candidate())).toEqual(candidate());
    const open = { ...sampleReport, results: sampleReport.results.filter((result) => result.visibility === 'public') };
    expect(candidate(open)).toBe(open);
  });

  test('gets a valid report', () => {
    expect(parseReport(reporters.json(sampleReport, { audience: 'candidate' })).results.length).toBeGreaterThan(40);
  });
});

describe('the recruiter', () => {
  const shown = forAudience(sampleReport, 'recruiter');

  test('reads plain words', () => {
    expect(shown.summary.sentence).toBe(sampleReport.summary.plain);
    expect(shown.categories.map((category) => category.title)).toContain('Access control');
    expect(shown.summary.strengths[0]).toBe('Correct answers: all 8 checks hold.');
    expect(shown.results.find((result) => result.id === 'expired-token')?.failureTitle).toBe(
      'Lets people in with an expired pass: a security gap to discuss.',
    );
  });

  test('reads no paths or status codes in the summary', () => {
    const { sentence, strengths, weaknesses } = forAudience(unbuilt, 'recruiter').summary;
    for (const text of [sentence, ...strengths, ...weaknesses]) expect(text).not.toMatch(/`|\/v\d|\b[45]\d\d\b/);
  });
});

test('the engineer sees the report as it is', () => {
  expect(forAudience(sampleReport, 'engineer')).toBe(sampleReport);
});
