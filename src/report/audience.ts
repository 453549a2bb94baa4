import type { Report, Result, Summary } from '../core/report.ts';
import { withoutHidden } from './hidden.ts';
import { summarise } from './summary.ts';
import { plainFamilies } from './view.ts';

/** Who reads: decides what is shown and in which words. */
export type Audience = 'recruiter' | 'engineer' | 'candidate';

const summaryOf = (report: Report, results: Result[], categories: Report['categories']): Summary =>
  summarise({
    results,
    categories,
    score: report.score,
    bar: report.summary.bar,
    level: report.challenge.level,
    outcome: report.outcome,
    reason: report.reason,
  });

const inPlainWords = (report: Report): Report => {
  const categories = report.categories.map((category) => ({ ...category, title: plainFamilies[category.family] }));
  const results = report.results.map((result) => ({ ...result, failureTitle: result.plain }));
  const said = results.map((result) =>
    result.status === 'blocked' ? { ...result, reason: 'an earlier step did not work' } : result,
  );
  const summary = summaryOf(report, said, categories);
  return { ...report, categories, results, summary: { ...summary, sentence: summary.plain } };
};

/**
 * The report as one kind of reader may see it. The engineer sees everything. The candidate sees of hidden checks only their
 * number and points by family: no id, title, finding or exchange, no log that may repeat their requests. The recruiter
 * sees plain words in place of the terms of the trade.
 */
export const forAudience = (report: Report, audience: Audience): Report => {
  if (audience === 'engineer') return report;
  if (audience === 'recruiter') return inPlainWords(report);
  const safe = withoutHidden(report);
  return safe === report ? report : { ...safe, summary: summaryOf(safe, safe.results, safe.categories) };
};
