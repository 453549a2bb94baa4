import type { Finding } from '../core/finding.ts';
import type { Report, Result } from '../core/report.ts';
import { forAudience } from './audience.ts';
import { curlOf } from './curl.ts';
import { decimal } from './format.ts';
import { clip, oneLine, visible } from './text.ts';
import { byReason, familiesOf, groundsOf, isAdvisory, statusSigns } from './view.ts';

const maxFindings = 3;
const maxTextCharacters = 600;

const indented = (text: string, spaces: number): string => text.replaceAll('\n', `\n${' '.repeat(spaces)}`);

const field = (name: string, text: string | undefined): string[] =>
  text === undefined || text === ''
    ? []
    : [`    ${name.padEnd(9)} ${indented(visible(clip(text, maxTextCharacters)), 14)}`];

const findingLines = (finding: Finding, baseUrl: string): string[] => [
  `    ${oneLine(clip(finding.message, maxTextCharacters))}`,
  ...field('expected', finding.expected),
  ...field('received', finding.received),
  ...field('at', finding.at),
  ...(finding.exchange === undefined ? [] : field('try it', curlOf(finding.exchange, baseUrl))),
  ...field('mend it', finding.remedy),
];

const resultLines = (result: Result, baseUrl: string): string[] => {
  const points = isAdvisory(result) ? 'advice' : `${decimal(result.earned)} / ${decimal(result.possible)}`;
  return [
    `  ${statusSigns[result.status].ascii} ${oneLine(result.failureTitle)} (${points}; ${oneLine(groundsOf(result).join(', '))})`,
    ...result.findings.slice(0, maxFindings).flatMap((finding) => findingLines(finding, baseUrl)),
    '',
  ];
};

/**
 * Every check that did not hold, by category, with a command that shows it against `baseUrl`: what a candidate reads when
 * running the public checks. Safe to print: no control character of the API's answers is left. Empty when all held.
 */
export const failureLines = (report: Report, baseUrl: string): string => {
  const lines: string[] = [];
  for (const view of familiesOf(forAudience(report, 'candidate'))) {
    const open = [...view.found, ...view.advice];
    const unjudged = byReason([...view.blocked, ...view.unjudged]);
    if (open.length + unjudged.length === 0) continue;
    lines.push(oneLine(view.category.title), ...open.flatMap((result) => resultLines(result, baseUrl)));
    for (const { reason, results } of unjudged) {
      const status = results[0]?.status ?? 'error';
      lines.push(
        `  ${statusSigns[status].ascii} ${results.length} ${statusSigns[status].word}: ${oneLine(clip(reason, maxTextCharacters))}`,
        '',
      );
    }
  }
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
};
