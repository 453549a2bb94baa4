import { expect, test } from 'vitest';
import { costsOf } from '../../../src/report/costs.ts';
import { byReason, familiesOf, headline } from '../../../src/report/view.ts';
import { sampleReport } from '../../golden/sample/report.ts';
import { resultOf, unbuilt, withResult } from './reports.ts';

test('the points lost add up to what is missing from the score', () => {
  const { rows, unjudged, gap } = costsOf(sampleReport);
  const listed = rows.reduce((sum, row) => sum + row.points, unjudged.points);
  expect(gap).toBe(18);
  expect(listed).toBeCloseTo(gap, 9);
  expect(unjudged).toEqual({ count: 2, points: 3 });
});

test('losses come dearest first, equal ones by severity', () => {
  expect(costsOf(sampleReport).rows.map(({ result, points }) => [result.id, points])).toEqual([
    ['expired-token', 5],
    ['insert-while-paging', 3],
    ['pay-cancel-race', 2],
    ['error-rate', 2],
    ['wrong-audience', 1],
    ['documented-statuses', 1],
    ['field-errors', 1],
  ]);
});

test('one cause that blocks many checks is one loss', () => {
  expect(costsOf(unbuilt).rows.map(({ title, points }) => [title, points])).toEqual([
    ['48 checks blocked: the image did not build', 100],
  ]);
});

test('small losses get a second decimal so that none reads as zero', () => {
  const report = withResult('field-errors', { possible: 0.04 });
  const costs = costsOf({ ...report, score: { ...report.score, earned: 82.96, low: 82.96 } });
  expect(costs.decimals).toBe(2);
  expect(costs.rows.at(-1)?.points).toBe(0.04);
});

test('every result stands in exactly one group of its family', () => {
  const groups = familiesOf(sampleReport).flatMap(({ category: _category, ...lists }) => Object.values(lists));
  const ids = groups.flatMap((group) => group.map((result) => result.id));
  expect(ids.sort()).toEqual(sampleReport.results.map((result) => result.id).sort());
});

test('results with the same reason are one group', () => {
  const blocked = [resultOf('pay-cancel-race'), resultOf('oversell')].map((result) => ({ ...result, reason: 'down' }));
  expect(byReason(blocked)).toEqual([{ reason: 'down', results: blocked }]);
});

test('a headline is the fact that was seen', () => {
  expect(headline(resultOf('expired-token'))).toBe('Accepts an expired token');
  expect(headline(resultOf('oversell'))).toBe('Never sells more than the stock');
  expect(headline(resultOf('pay-cancel-race'))).toBe('Paying and cancelling at once ends in one state (blocked)');
});
