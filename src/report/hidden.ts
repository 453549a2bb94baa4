import type { Finding } from '../core/finding.ts';
import type { Report, Result } from '../core/report.ts';
import { counted } from './format.ts';
import { isUnjudged } from './view.ts';

const withheld = 'withheld: it would show what hidden checks do';

/** One result that stands for hidden checks of a family: their number and points, nothing else. */
const standIn = (hidden: readonly Result[], first: Result, unjudged: boolean): Result => {
  const earned = hidden.reduce((sum, result) => sum + result.earned, 0);
  const possible = hidden.reduce((sum, result) => sum + result.possible, 0);
  const title = `${counted(hidden.length, 'hidden check')}${unjudged ? ' not judged' : ''}`;
  const judged = earned >= possible ? 'pass' : earned > 0 ? 'partial' : 'fail';
  return {
    id: `hidden-checks-${first.family}${unjudged ? '-not-judged' : ''}`,
    title,
    failureTitle: title,
    plain: 'Loses points in checks that are not shown.',
    family: first.family,
    axis: first.axis,
    severity: 'medium',
    basis: 'brief',
    reference: { label: 'brief' },
    signals: [],
    question: '',
    visibility: 'public',
    status: unjudged ? 'inconclusive' : judged,
    earned,
    possible,
    findings:
      unjudged || judged === 'pass' ? [] : [{ message: 'Checks that are not shown did not hold in full.', remedy: '' }],
    ...(unjudged ? { reason: 'hidden checks could not be judged here' } : {}),
    requirements: [],
    attempts: 1,
    failures: 0,
    flaky: false,
    durationMs: 0,
  };
};

/** The hidden results that count, by family, judged apart from unjudged ones. */
const standInsFor = (hidden: readonly Result[]): Result[] => {
  const groups = new Map<string, Result[]>();
  for (const result of hidden) {
    if (result.possible <= 0) continue;
    const key = `${result.family} ${isUnjudged(result)}`;
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  const shown: Result[] = [];
  for (const group of groups.values()) {
    const [first] = group;
    if (first !== undefined) shown.push(standIn(group, first, isUnjudged(first)));
  }
  return shown;
};

/** Tells whether a text names a hidden check. */
type Names = (text: string | undefined) => boolean;

const namesOf = (hidden: readonly Result[]): Names => {
  const words = hidden.flatMap((result) => [
    result.id,
    result.title,
    result.failureTitle,
    result.plain,
    result.question,
  ]);
  const secrets = words.map((word) => word.trim().toLowerCase()).filter((word) => word !== '');
  return (text) => text !== undefined && secrets.some((secret) => text.toLowerCase().includes(secret));
};

/** A finding of a public check may rest on a request that a hidden check made: then it is not shown. */
const isTelling = (finding: Finding, hiddenIds: ReadonlySet<string>, names: Names): boolean =>
  (finding.exchange !== undefined && hiddenIds.has(finding.exchange.checkId)) ||
  [finding.message, finding.expected, finding.received, finding.at, finding.remedy].some(names) ||
  names(JSON.stringify(finding.exchange ?? ''));

const withoutTelling = (result: Result, hiddenIds: ReadonlySet<string>, names: Names): Result => {
  const findings = result.findings.filter((finding) => !isTelling(finding, hiddenIds, names));
  const removed = result.findings.length - findings.length;
  if (removed > 0) {
    const message = `${counted(removed, 'finding')} ${removed === 1 ? 'is' : 'are'} not shown: hidden checks made the requests.`;
    findings.push({ message, remedy: result.findings.find((one) => !names(one.remedy))?.remedy ?? '' });
  }
  return { ...result, findings, ...(names(result.reason) ? { reason: withheld } : {}) };
};

/** Hidden checks have sent requests, so that what the container wrote may repeat them. */
const hiddenChecksRan = (report: Report, hidden: readonly Result[]): boolean =>
  hidden.some(
    (result) =>
      report.environment.order.includes(result.id) ||
      result.findings.some((finding) => finding.exchange !== undefined) ||
      (result.attempts > 0 && result.status !== 'blocked' && result.status !== 'not-applicable'),
  );

const withoutLines = (text: string, names: Names): string =>
  text
    .split('\n')
    .map((line) => (names(line) ? `(${withheld})` : line))
    .join('\n');

/**
 * A report without the content of its hidden checks: of each family only their number and points are left, and nothing
 * that rests on their requests. The summary is still the old one: the caller makes a new one from the results.
 */
export const withoutHidden = (report: Report): Report => {
  const hidden = report.results.filter((result) => result.visibility === 'hidden');
  if (hidden.length === 0) return report;
  const hiddenIds = new Set(hidden.map((result) => result.id));
  const names = namesOf(hidden);
  const shown = report.results.filter((result) => result.visibility === 'public');
  const results = [...shown.map((result) => withoutTelling(result, hiddenIds, names)), ...standInsFor(hidden)];
  const ran = hiddenChecksRan(report, hidden);
  const log = (text: string | undefined) =>
    text === undefined ? undefined : ran ? `(${withheld})` : withoutLines(text, names);
  const { build, container } = report.logs;
  const { reason } = report;
  return {
    ...report,
    ...(reason && {
      reason: {
        code: reason.code,
        message: withoutLines(reason.message, names),
        remedy: withoutLines(reason.remedy, names),
        ...(reason.log === undefined ? {} : { log: log(reason.log) }),
      },
    }),
    results,
    environment: { ...report.environment, order: report.environment.order.filter((id) => !hiddenIds.has(id)) },
    logs: {
      ...(build === undefined ? {} : { build: withoutLines(build, names) }),
      ...(container === undefined ? {} : { container: log(container) }),
    },
  };
};
