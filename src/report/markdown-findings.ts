import type { Finding } from '../core/finding.ts';
import type { Report, Result } from '../core/report.ts';
import { curlOf } from './curl.ts';
import { counted, decimal, duration } from './format.ts';
import { fence, inlineCode, inlineText, lineText } from './markdown-text.ts';
import { familiesOf, groundsOf, statusSigns } from './view.ts';

const maxFindings = 3;

const finding = (one: Finding): string[] => {
  const facts = [
    one.expected && `- expected ${inlineCode(one.expected)}`,
    one.received && `- received ${inlineCode(one.received)}`,
    one.at && `- at ${inlineCode(one.at)}`,
  ].filter(Boolean);
  return [
    lineText(one.message),
    ...(facts.length > 0 ? [facts.join('\n')] : []),
    ...(one.exchange === undefined ? [] : [fence(curlOf(one.exchange), 'sh')]),
    ...(one.remedy === '' ? [] : [`Mend it: ${inlineText(one.remedy)}`]),
  ];
};

const resultBlock = (result: Result): string => {
  const points = result.possible > 0 ? `${decimal(result.earned)} / ${decimal(result.possible)}` : 'advice';
  const meta = [
    result.attempts > 0 && `seen ${result.failures} of ${counted(result.attempts, 'time')}`,
    duration(result.durationMs),
    inlineText([...groundsOf(result), ...(result.codes ?? [])].join(', ')),
  ].filter(Boolean);
  return [
    `#### ${statusSigns[result.status].sign} ${inlineText(result.failureTitle)}: ${points}`,
    ...result.findings.slice(0, maxFindings).flatMap(finding),
    ...(result.findings.length > maxFindings ? [counted(result.findings.length - maxFindings, 'further finding')] : []),
    meta.join(' · '),
  ].join('\n\n');
};

/** Every check that did not hold, folded, as far as it goes into `room` bytes. */
export const findingsMarkdown = (report: Report, room: number): string[] => {
  const open = familiesOf(report).flatMap((view) => [...view.found, ...view.advice]);
  if (open.length === 0) return [];
  const blocks: string[] = [];
  let left = room;
  for (const result of open) {
    const block = resultBlock(result);
    left -= Buffer.byteLength(block) + 2;
    if (left < 0) break;
    blocks.push(block);
  }
  const missing = open.length - blocks.length;
  if (missing > 0)
    blocks.push(`${counted(missing, 'further check')} that did not hold: see the other formats of this report.`);
  return [`<details><summary>Findings, with how to reproduce them</summary>`, ...blocks, '</details>'];
};
