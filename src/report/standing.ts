import type { Report } from '../core/report.ts';
import { counted, decimal } from './format.ts';
import { shownScore } from './view.ts';

const standings: Record<Report['summary']['standing'], string> = {
  above: 'above it',
  below: 'below it',
  'too-close-to-call': 'too close to call',
  'not-graded': 'not graded',
};

/** `interval 81-83`, or nothing when every point could be judged. */
export const intervalText = (report: Report, dash = '–'): string | undefined => {
  const score = shownScore(report.score);
  return score.low === score.high ? undefined : `interval ${decimal(score.low)}${dash}${decimal(score.high)}`;
};

/** `bar for mid: 70`. */
export const barText = (report: Report): string => `bar for ${report.challenge.level}: ${decimal(report.summary.bar)}`;

/** How the score stands to the bar, in words. */
export const standingText = (report: Report): string => standings[report.summary.standing];

/** `1 critical finding caps the band at "discuss"`, or nothing. */
export const capText = (report: Report): string | undefined => {
  const count = report.summary.caps.length;
  if (count === 0) return undefined;
  return `${counted(count, 'critical finding')} ${count === 1 ? 'caps' : 'cap'} the band at "discuss"`;
};
