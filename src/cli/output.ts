import { resolve } from 'node:path';
import type { Report } from '../core/report.ts';
import type { Audience } from '../report/audience.ts';
import { reporters } from '../report/index.ts';
import { type Format, publish } from '../report/publish.ts';

export type OutputOptions = { out?: string; format: Format[]; audience: Audience; json?: boolean; quiet?: boolean };

const slug = (text: string): string =>
  text
    .replace(/\/+$/, '')
    .replace(/\.(git|zip|tar\.gz|tgz)$/i, '')
    .split(/[/\\:]/)
    .at(-1)
    ?.replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 60) || 'submission';

/** `assay-reports/<submission>-<commit>`, from names we make safe. */
const defaultDirectory = ({ submission }: Report): string => {
  const commit = submission.commit?.replace(/^sha256:/, '').slice(0, 7) ?? 'unknown';
  return `assay-reports/${slug(submission.origin)}-${commit}`;
};

const unicodeLocale = (): boolean =>
  /utf-?8/i.test(process.env.LC_ALL || process.env.LC_CTYPE || process.env.LANG || '');

/** Prints the summary, or the whole report as JSON, on stdout. */
export const printSummary = (report: Report, { json, audience }: { json?: boolean; audience: Audience }): void => {
  const color = process.stdout.isTTY === true && !process.env.NO_COLOR;
  const width = Math.max(80, process.stdout.columns ?? 80);
  const text = json
    ? reporters.json(report, { audience })
    : reporters.terminal(report, { audience, color, width, unicode: unicodeLocale() });
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
};

/** Writes the files, prints the summary, and says on stderr where the files are. */
export const reportOut = async (report: Report, given: OutputOptions): Promise<void> => {
  const directory = resolve(given.out ?? defaultDirectory(report));
  const files = await publish(directory, report, { formats: given.format, audience: given.audience });
  printSummary(report, given);
  if (!given.quiet) process.stderr.write(`reports: ${directory} (${files.length} files)\n`);
};
