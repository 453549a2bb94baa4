import type { Report } from '../core/report.ts';
import { categoryCells, cells } from './columns.ts';
import { costsOf } from './costs.ts';
import { counted, date, decimal } from './format.ts';
import { findingsMarkdown } from './markdown-findings.ts';
import { fence, inlineCode, inlineText, lineText } from './markdown-text.ts';
import { barText, capText, intervalText, standingText } from './standing.ts';
import { byReason, familiesOf, isScored, shownScore, statusSigns } from './view.ts';

/** A comment of GitHub holds 65,536 characters. */
const maxBytes = 58_000;
const maxCosts = 10;
const maxReasons = 20;

const heading = (report: Report): string => {
  const { earned, possible } = shownScore(report.score);
  const score = isScored(report) ? `${decimal(earned)} / ${decimal(possible)}` : 'no score';
  return `## ${inlineText(report.challenge.title)}: ${score}`;
};

const standing = (report: Report): string[] => {
  const { environment, submission } = report;
  const commit = submission.commit?.replace(/^sha256:/, '').slice(0, 7);
  const parts = [
    ...(isScored(report) ? [intervalText(report), inlineText(barText(report)), standingText(report)] : []),
    `graded ${inlineText(date(environment.startedAt))}`,
    commit && `commit ${inlineCode(commit)}`,
    `seed ${inlineCode(String(environment.seed))}`,
  ].filter(Boolean);
  const cap = capText(report);
  return [parts.join(' · '), ...(cap === undefined ? [] : [`**${inlineText(cap)}**`])];
};

const reason = ({ reason: why }: Report): string[] =>
  why === undefined
    ? []
    : [lineText(why.message), `What to do: ${inlineText(why.remedy)}`, ...(why.log ? [fence(why.log, 'text')] : [])];

const categories = (report: Report): string[] => {
  if (report.categories.length === 0) return [];
  const nameWidth = Math.min(40, Math.max(...report.categories.map((category) => cells(category.title))));
  const lines = report.categories.map((category) => categoryCells(category, { unicode: true, nameWidth }));
  return [fence(lines.join('\n'), 'text')];
};

const costs = (report: Report): string[] => {
  const { rows, unjudged, gap, decimals } = costsOf(report);
  if (gap <= 0) return [];
  const line = (points: number, what: string) => `- **−${decimal(points, decimals)}** ${what}`;
  const rest = rows.slice(maxCosts);
  const lines = rows
    .slice(0, maxCosts)
    .map(({ title, grounds, points }) =>
      line(points, `${inlineText(title)}${grounds.length > 0 ? ` (${inlineText(grounds.join(', '))})` : ''}`),
    );
  if (rest.length > 0)
    lines.push(
      line(
        rest.reduce((sum, row) => sum + row.points, 0),
        counted(rest.length, 'further finding'),
      ),
    );
  if (unjudged.count > 0) lines.push(line(unjudged.points, `${counted(unjudged.count, 'check')} not judged here`));
  return ['### What cost most', [...lines, line(gap, 'in all')].join('\n')];
};

const notJudged = (report: Report): string[] => {
  const views = familiesOf(report);
  const lines = views.flatMap((view) =>
    byReason([...view.blocked, ...view.unjudged, ...view.notApplicable]).map(({ reason: why, results }) => {
      const status = results[0]?.status ?? 'error';
      return `- ${statusSigns[status].sign} ${inlineText(view.category.title)}: ${results.length} ${statusSigns[status].word}: ${inlineText(why)}`;
    }),
  );
  if (lines.length === 0) return [];
  const more = lines.length > maxReasons ? [`- and ${counted(lines.length - maxReasons, 'further reason')}`] : [];
  return ['### Not judged', [...lines.slice(0, maxReasons), ...more].join('\n')];
};

const questions = ({ summary }: Report): string[] =>
  summary.questions.length === 0
    ? []
    : ['### Questions', summary.questions.map((question, index) => `${index + 1}. ${lineText(question)}`).join('\n')];

const origin = (report: Report): string => {
  const { engine, host } = report.environment;
  const where = `${host.platform}, ${counted(host.cpus, 'CPU')}${engine === undefined ? '' : `, engine ${engine.version}`}`;
  return `Assay ${inlineText(report.harness.version)} · challenge ${inlineText(`${report.challenge.id} ${report.challenge.version}`)} · ${inlineText(where)} · left behind: ${report.leftBehind}`;
};

/**
 * The report as Markdown that fits a comment on a pull request (under 60 kB). Text of the submission stands in code spans
 * and fences only; nothing in it can mention anybody, link, or become markup.
 */
export const drawMarkdown = (report: Report): string => {
  const before = [
    heading(report),
    lineText(report.summary.sentence),
    ...standing(report),
    ...reason(report),
    ...categories(report),
    ...costs(report),
  ];
  const after = [...notJudged(report), ...questions(report), origin(report)];
  const room = maxBytes - Buffer.byteLength([...before, ...after].join('\n\n'));
  return `${[...before, ...findingsMarkdown(report, room), ...after].join('\n\n')}\n`;
};
