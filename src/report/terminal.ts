import { styleText } from 'node:util';
import type { Report } from '../core/report.ts';
import { type CellOptions, categoryCells, cells, cut, wrap } from './columns.ts';
import { type Cost, costsOf } from './costs.ts';
import { counted, decimal } from './format.ts';
import { barText, capText, intervalText, standingText } from './standing.ts';
import { familiesOf, isScored, shownScore } from './view.ts';

export type TerminalOptions = {
  /** Cells a line may take; at least 80. */
  width?: number;
  color?: boolean;
  /** False where the locale is not UTF-8. */
  unicode?: boolean;
};

type Style = Parameters<typeof styleText>[0];
type Pen = CellOptions & { width: number; paint: (style: Style, text: string) => string };

const minWidth = 80;
const maxCosts = 5;
const maxLogLines = 6;

const penOf = ({ width = minWidth, color = false, unicode = true }: TerminalOptions): Pen => ({
  width: Math.max(minWidth, width),
  unicode,
  paint: (style, text) => (color ? styleText(style, text, { validateStream: false }) : text),
});

const dotFor = (pen: Pen): string => (pen.unicode ? ' · ' : ' - ');

const provenance = (report: Report, pen: Pen): string => {
  const { challenge, submission, environment } = report;
  const commit = submission.commit?.replace(/^sha256:/, '').slice(0, 7);
  const parts = [challenge.title, `${challenge.level} level`, commit && `commit ${commit}`, `seed ${environment.seed}`];
  return cut(parts.filter(Boolean).join(dotFor(pen)), pen.width, pen);
};

const scoreLine = (report: Report, pen: Pen): string => {
  if (!isScored(report)) return pen.paint('bold', 'no score');
  const { earned, possible } = shownScore(report.score);
  const rest = [intervalText(report, pen.unicode ? '–' : '-'), barText(report), standingText(report)].filter(Boolean);
  const score = `${decimal(earned)} / ${decimal(possible)}`;
  return `${pen.paint('bold', score)}   ${cut(rest.join(dotFor(pen)), pen.width - score.length - 3, pen)}`;
};

const categoryLines = (report: Report, pen: Pen): string[] => {
  const blocks = familiesOf(report).map(({ category, found }) => {
    const critical = found.some((result) => result.severity === 'critical');
    return `${categoryCells(category, pen)} ${critical ? pen.paint('red', '!') : ' '}`;
  });
  const rows: string[] = [];
  for (let index = 0; index < blocks.length; index += 2)
    rows.push(
      blocks
        .slice(index, index + 2)
        .join(' ')
        .trimEnd(),
    );
  return rows;
};

const costLine = ({ title: text, grounds: reasons, points }: Cost, decimals: number, pen: Pen): string => {
  const grounds = cut(reasons.slice(0, 2).join(dotFor(pen)), 24, pen);
  const title = cut(text, pen.width - cells(grounds) - 10, pen);
  const gap = ' '.repeat(Math.max(2, pen.width - 8 - cells(title) - cells(grounds)));
  return `${pen.paint('red', `-${decimal(points, decimals)}`.padStart(6))}  ${title}${gap}${pen.paint('dim', grounds)}`;
};

const costLines = (report: Report, pen: Pen): string[] => {
  const { rows, unjudged, gap, decimals } = costsOf(report);
  if (gap <= 0) return [];
  const rest = rows.slice(maxCosts);
  const restPoints = rest.reduce((sum, row) => sum + row.points, 0);
  const more = [
    rest.length > 0 && `${counted(rest.length, 'further finding')}: -${decimal(restPoints, decimals)}`,
    unjudged.count > 0 && `${counted(unjudged.count, 'check')} not judged here: -${decimal(unjudged.points, decimals)}`,
    `in all: -${decimal(gap, decimals)}`,
  ].filter((part) => part !== false);
  return [
    '',
    pen.paint('bold', 'What cost most'),
    ...rows.slice(0, maxCosts).map((row) => costLine(row, decimals, pen)),
    pen.paint('dim', cut(`        ${more.join(dotFor(pen))}`.trim(), pen.width, pen)),
  ];
};

/** The lines of a log that say most: from the last one that names an error, else simply the last ones. */
const tellingLines = (lines: readonly string[]): readonly string[] => {
  const naming = lines.findLastIndex((line) => /\b\w*(error|exception|panic|fatal)\b/i.test(line));
  const from = naming === -1 ? lines.length - maxLogLines : Math.min(naming, lines.length - 1);
  return lines.slice(Math.max(0, from)).slice(0, maxLogLines);
};

const reasonLines = ({ reason }: Report, pen: Pen): string[] => {
  if (reason === undefined) return [];
  const log = tellingLines((reason.log ?? '').trimEnd().split('\n'));
  return [
    ...wrap(`What to do: ${reason.remedy}`, pen.width, 2, pen),
    ...log.filter((line) => line !== '').map((line) => pen.paint('dim', `  ${cut(line, pen.width - 2, pen)}`)),
  ];
};

/**
 * The end of a run on a terminal, at most 25 lines: score and sentence, categories as bars, what cost most; for a submission
 * that could not be graded the reason with the last lines of its log instead. No control character of the submission is
 * left in it.
 */
export const drawTerminal = (report: Report, options: TerminalOptions = {}): string => {
  const pen = penOf(options);
  const cap = capText(report);
  const graded = report.outcome === 'graded';
  const lines = [
    pen.paint('dim', provenance(report, pen)),
    '',
    scoreLine(report, pen),
    ...wrap(report.summary.sentence, pen.width, 3, pen),
    ...(cap === undefined ? [] : [pen.paint('red', cut(cap, pen.width, pen))]),
    ...(graded ? [] : reasonLines(report, pen)),
    ...(isScored(report) ? ['', ...categoryLines(report, pen)] : []),
    ...(graded ? costLines(report, pen) : []),
  ];
  return `${lines.join('\n')}\n`;
};
