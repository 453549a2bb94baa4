import type { Finding } from '../core/finding.ts';
import type { Report, Result } from '../core/report.ts';
import { curlOf } from './curl.ts';
import { clip, oneLine, visible } from './text.ts';
import { familiesOf, groundsOf, headline, isAdvisory } from './view.ts';

const maxTextCharacters = 2000;
const maxFindings = 10;

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** XML 1.0 forbids most control characters, unpaired surrogates and U+FFFE, U+FFFF: they become visible. */
const legal = (text: string): string =>
  visible(text).replace(/[\ufffe\uffff]/g, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`);

const text = (value: string): string => legal(value).replace(/[&<>]/g, (character) => entities[character] ?? '');
const attribute = (value: string): string =>
  legal(value).replace(/[&<>"'\n\t]/g, (character) => entities[character] ?? '');

const attributes = (values: Record<string, string | number>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${attribute(String(value))}"`)
    .join('');

const findingText = (finding: Finding): string => {
  const lines = [finding.message];
  if (finding.expected !== undefined) lines.push(`expected: ${finding.expected}`);
  if (finding.received !== undefined) lines.push(`received: ${finding.received}`);
  if (finding.at !== undefined) lines.push(`at: ${finding.at}`);
  if (finding.exchange !== undefined) lines.push(curlOf(finding.exchange));
  if (finding.remedy !== '') lines.push(`mend it: ${finding.remedy}`);
  return lines.map((line) => clip(line, maxTextCharacters)).join('\n');
};

const detailsOf = (result: Result): string =>
  [
    ...result.findings.slice(0, maxFindings).map(findingText),
    ...(result.reason === undefined ? [] : [result.reason]),
    groundsOf(result).join(', '),
  ].join('\n\n');

type Kind = 'passed' | 'failure' | 'error' | 'skipped';

const kindOf = (result: Result): Kind => {
  if (result.status === 'error') return 'error';
  if (result.status === 'not-applicable' || result.status === 'inconclusive') return 'skipped';
  if (result.status === 'pass' || isAdvisory(result)) return 'passed';
  return 'failure';
};

const outcomeElement = (result: Result): string => {
  const kind = kindOf(result);
  const message = oneLine(clip(result.reason ?? result.findings[0]?.message ?? headline(result), maxTextCharacters));
  if (kind === 'skipped') return `<skipped${attributes({ message: `${result.status}: ${message}` })}/>`;
  if (kind !== 'passed') {
    return `<${kind}${attributes({ message, type: result.status })}>${text(detailsOf(result))}</${kind}>`;
  }
  if (result.status !== 'pass')
    return `<system-out>${text(`advice, costs nothing: ${headline(result)}\n${detailsOf(result)}`)}</system-out>`;
  return result.flaky ? '<system-out>failed once and then held in a fresh state</system-out>' : '';
};

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

const caseElement = (report: Report, result: Result): string => {
  const classname = `assay.${report.challenge.id}.${result.family}`;
  const head = `<testcase${attributes({ classname, name: oneLine(result.title), time: seconds(result.durationMs) })}`;
  const body = outcomeElement(result);
  return body === '' ? `${head}/>` : `${head}>${body}</testcase>`;
};

const countsOf = (results: readonly Result[]): Record<string, string | number> => {
  const kinds = results.map(kindOf);
  const count = (kind: Kind) => kinds.filter((one) => one === kind).length;
  const time = seconds(results.reduce((sum, result) => sum + result.durationMs, 0));
  return { tests: results.length, failures: count('failure'), errors: count('error'), skipped: count('skipped'), time };
};

const suiteElement = (report: Report, name: string, results: readonly Result[]): string =>
  [
    `<testsuite${attributes({ name, ...countsOf(results), timestamp: report.environment.startedAt })}>`,
    ...results.map((result) => caseElement(report, result)),
    '</testsuite>',
  ].join('\n');

/** A run that ended before the checks: one case that says why, so that no reader takes an empty file for success. */
const reasonSuite = ({ reason, outcome }: Report): string => {
  if (reason === undefined) return '';
  const kind = outcome === 'infra-error' ? 'error' : 'failure';
  const counts = { tests: 1, failures: kind === 'failure' ? 1 : 0, errors: kind === 'error' ? 1 : 0, skipped: 0 };
  const details = [reason.message, reason.remedy, reason.log ?? '']
    .map((line) => clip(line, maxTextCharacters))
    .join('\n\n');
  const body = `<${kind}${attributes({ message: oneLine(reason.message), type: reason.code })}>${text(details)}</${kind}>`;
  return `<testsuite${attributes({ name: 'outcome', ...counts })}>\n<testcase classname="assay" name="The submission can be graded">${body}</testcase>\n</testsuite>\n`;
};

/**
 * JUnit XML, always well-formed: one suite a category, one case a check. Blocked checks are failures with their cause;
 * inconclusive and not applicable ones are skipped with their reason; advice never fails; our own errors are errors.
 */
export const drawJunit = (report: Report): string => {
  const suites = familiesOf(report).map(({ category }) =>
    suiteElement(
      report,
      category.title,
      report.results.filter((result) => result.family === category.family),
    ),
  );
  const name = `Assay: ${report.challenge.title}`;
  const head = `<testsuites${attributes({ name, ...countsOf(report.results) })}>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${head}\n${reasonSuite(report)}${suites.join('\n')}\n</testsuites>\n`;
};
