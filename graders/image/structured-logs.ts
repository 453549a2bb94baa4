import { defineCheck, fail, partial } from '../../src/index.ts';
import { isEntry, wholeLines } from './log-entries.ts';

/** The rest is what runtimes and package managers say by themselves. */
const wanted = 0.95;

/** Lines before the first JSON line that a framework may draw its banner with. */
const maxBannerLines = 50;

const maxShown = 200;

/** A line may hold a token or a key; the report must not. */
const withoutSecrets = (line = ''): string => line.slice(0, maxShown).replace(/[A-Za-z0-9_-]{20,}/g, '***');

const remedy =
  'Configure the JSON output of your logger as the default, not by an environment variable that is not set here, one object a line.';

const withoutBanner = (lines: readonly string[]): readonly string[] => {
  const first = lines.findIndex(isEntry);
  return first > 0 && first <= maxBannerLines ? lines.slice(first) : lines;
};

export const structuredLogs = defineCheck({
  id: 'structured-logs',
  title: 'Logs one JSON object a line',
  failureTitle: 'Logs lines that are not JSON',
  plain: 'Writes its journal in a form that monitoring tools cannot read.',
  family: 'image',
  axis: 'infrastructure',
  points: 2,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'The Twelve-Factor App, XI', url: 'https://12factor.net/logs' },
  signals: ['operations'],
  question: 'What can you do with structured logs in production that you cannot do with text?',
  visibility: 'public',
  needs: ['lifecycle'],
  async run({ facts: { lifecycle } }) {
    const lines = withoutBanner(wholeLines(lifecycle));
    if (lines.length === 0) {
      const message = 'The container wrote no log.';
      return fail([{ message, expected: 'one JSON object a line on stdout', received: 'no output', remedy }]);
    }
    const others = lines.filter((line) => !isEntry(line));
    const share = 1 - others.length / lines.length;
    if (share >= wanted) return undefined;
    return partial(share / wanted, [
      {
        message: `Of ${lines.length} log lines, ${others.length} were not a JSON object.`,
        expected: 'one JSON object a line, in 95 of 100 lines or more',
        received: withoutSecrets(others[0]),
        remedy,
      },
    ]);
  },
});
