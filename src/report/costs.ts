import type { Report, Result } from '../core/report.ts';
import { apportion, counted, pointsDown } from './format.ts';
import { clip } from './text.ts';
import { byCost, byReason, groundsOf, headline, isOpen, isUnjudged, shownScore } from './view.ts';

/** One line of the list of losses: a check, or all checks that one earlier fault kept from being judged. */
export type Cost = {
  title: string;
  /** Why it matters, in the order of weight; empty for several checks together. */
  grounds: string[];
  /** The dearest of them, where the evidence stands. */
  result: Result;
  points: number;
};

/** Where the points went: `rows` and `unjudged` add up to `gap`, possible minus earned as printed. */
export type Costs = { rows: Cost[]; unjudged: { count: number; points: number }; gap: number; decimals: number };

const maxReasonCharacters = 160;

const lossOf = (result: Result): number => result.possible - result.earned;
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const single = (result: Result): Cost => ({
  title: headline(result),
  grounds: groundsOf(result),
  result,
  points: lossOf(result),
});

const blockedTogether = (results: readonly Result[]): Cost[] =>
  byReason(results).flatMap(({ reason, results: group }) => {
    const [first] = group;
    if (first === undefined || group.length === 1) return group.map(single);
    const title = `${counted(group.length, 'check')} blocked: ${clip(reason, maxReasonCharacters)}`;
    return [{ title, grounds: [], result: first, points: sum(group.map(lossOf)) }];
  });

/** The losses of a report, largest first, rounded so that the list adds up; one cause that blocks many checks is one loss. */
export const costsOf = (report: Report): Costs => {
  const lost = report.results.filter((result) => isOpen(result) && lossOf(result) > 0).sort(byCost);
  const seen = lost.filter((result) => result.status !== 'blocked').map(single);
  const rows = [...seen, ...blockedTogether(lost.filter((result) => result.status === 'blocked'))];
  rows.sort((a, b) => b.points - a.points || byCost(a.result, b.result));
  const unjudged = report.results.filter((result) => isUnjudged(result) && result.possible > 0);
  const score = shownScore(report.score);
  const gap = pointsDown(score.possible - score.earned);
  const losses = rows.map((row) => row.points);
  const decimals = losses.some((loss) => loss < 0.095) ? 2 : 1;
  const shown = apportion([...losses, sum(unjudged.map((result) => result.possible))], gap, decimals);
  return {
    rows: rows.map((row, index) => ({ ...row, points: shown[index] ?? 0 })),
    unjudged: { count: unjudged.length, points: shown.at(-1) ?? 0 },
    gap,
    decimals,
  };
};
