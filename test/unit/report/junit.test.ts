import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reporters } from '../../../src/report/index.ts';
import { sampleReport } from '../../golden/sample/report.ts';
import { hostileText } from './hostile-text.ts';
import { unbuilt, withTexts } from './reports.ts';
import { xmlProblem } from './well-formed.ts';

const draw = (report = sampleReport) => reporters.junit(report, { audience: 'engineer' });

/** The element of one check, its children included. */
const caseOf = (document: string, name: string): string => {
  const found = new RegExp(`<testcase [^>]*name="${name}"[^>]*(?:/>|>.*?</testcase>)`, 's').exec(document);
  if (found === null) throw new Error(`no case "${name}"`);
  return found[0];
};

describe('the strict reader used here', () => {
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
  test.each([
    ['<a b="c"><d/>&lt;&#10;</a>\n', undefined],
    ['<a>\u0000</a>', 'illegal character U+0'],
    ['<a>\ud800</a>', 'illegal character U+d800'],
    ['<a>\ufffe</a>', 'illegal character U+fffe'],
    ['<a></b>', '</b> closes another element'],
    ['<a>&nbsp;</a>', 'unexpected "&nbsp;</a>"'],
    ['<a b="<"/>', 'unexpected "<a b="<"/>"'],
    ['<a b="1" b="2"/>', 'attribute b twice'],
    ['<a/><b/>', '2 root elements'],
    ['<a>]]></a>', 'a "]]>" in text'],
  ])('%j', (document, problem) => expect(xmlProblem(declaration + document)).toBe(problem));
});

describe('the JUnit report', () => {
  test('failed, partial and blocked checks are failures', () => {
    const document = draw();
    expect(caseOf(document, 'Rejects an expired token')).toContain(
      '<failure message="`GET /v2/orders` answered 200 to a token that expired one hour ago." type="fail">',
    );
    expect(caseOf(document, 'Rejects a token for another audience')).toContain('type="partial"');
    expect(caseOf(document, 'Paying and cancelling at once ends in one state')).toMatch(
      /<failure message="[^"]*answered 501[^"]*" type="blocked">/,
    );
  });

  test('what was not judged is skipped with its reason, our own errors are errors', () => {
    const document = draw();
    expect(caseOf(document, 'Handles as many requests per CPU second as the reference')).toContain(
      '<skipped message="inconclusive: this machine was too busy',
    );
    expect(caseOf(document, 'Answers range requests that it advertises')).toContain(
      '<skipped message="not-applicable:',
    );
    expect(caseOf(document, 'Logs one JSON object a line')).toContain('<error message="the log stream');
  });

  test('advice does not fail, a flaky pass says so', () => {
    const document = draw();
    expect(caseOf(document, 'Bounds every string and array')).toMatch(/><system-out>advice, costs nothing/);
    expect(caseOf(document, 'Two writers with the same ETag: one gets 412')).toContain('failed once and then held');
  });

  test('the totals count the cases', () => {
    const document = draw();
    const count = (pattern: RegExp) => document.match(pattern)?.length ?? 0;
    const totals = /<testsuites[^>]* tests="(\d+)" failures="(\d+)" errors="(\d+)" skipped="(\d+)"/.exec(document);
    expect(totals?.slice(1).map(Number)).toEqual([
      count(/<testcase /g),
      count(/<failure /g),
      count(/<error /g),
      count(/<skipped /g),
    ]);
  });

  test('a submission that does not build is a failure of its own, an error of ours an error', () => {
    expect(caseOf(draw(unbuilt), 'The submission can be graded')).toContain('type="build-failed"');
    expect(caseOf(draw({ ...unbuilt, outcome: 'infra-error' }), 'The submission can be graded')).toContain('<error ');
  });

  test('is well-formed whatever the texts are', () => {
    expect(xmlProblem(draw())).toBeUndefined();
    fc.assert(
      fc.property(hostileText, fc.boolean(), (text, keep) => {
        const report = withTexts(unbuilt, (old) => (keep ? old + text : text));
        expect(xmlProblem(draw(report))).toBeUndefined();
        expect(xmlProblem(draw(withTexts(sampleReport, () => text)))).toBeUndefined();
      }),
      { numRuns: 60 },
    );
  });
});
