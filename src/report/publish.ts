import { join } from 'node:path';
import type { Report } from '../core/report.ts';
import { type AtomicFile, type FileSystem, fileSystem, writeAll } from './atomic.ts';
import { type Audience, forAudience } from './audience.ts';
import { reporters } from './index.ts';

/** The files that can be asked for; report.json is always written, as everything else can be drawn from it. */
export const formats = ['json', 'html', 'md', 'junit'] as const;
export type Format = (typeof formats)[number];

export type PublishOptions = {
  formats: readonly Format[];
  /** For whom the pages are drawn; report.json is always the whole truth. */
  audience: Audience;
  /** Whether the logs are written beside the report as files of their own. Default true. */
  logs?: boolean;
};

const names: Record<Exclude<Format, 'json'>, string> = { html: 'report.html', md: 'report.md', junit: 'junit.xml' };

const filesOf = (report: Report, options: PublishOptions): AtomicFile[] => {
  const files: AtomicFile[] = [];
  for (const format of formats) {
    if (format === 'json' || !options.formats.includes(format)) continue;
    files.push({ name: names[format], text: reporters[format](report, { audience: options.audience }) });
  }
  if (options.logs !== false) {
    const { build, container } = forAudience(report, options.audience).logs;
    if (build !== undefined) files.push({ name: 'build.log', text: build });
    if (container !== undefined) files.push({ name: 'container.log', text: container });
  }
  return [...files, { name: 'report.json', text: reporters.json(report, { audience: 'engineer' }) }];
};

/**
 * Writes the report into a directory, which is made when needed: first everything drawn from it, then report.json. Each
 * file is whole or absent, and nothing is replaced before everything could be written, so that a full disk leaves an
 * earlier report as it was. Returns the paths, report.json last.
 * @throws AssayError infra-error `report-not-written` with the path
 */
export const publish = async (
  directory: string,
  report: Report,
  options: PublishOptions,
  disk: FileSystem = fileSystem,
): Promise<string[]> => {
  const files = filesOf(report, options);
  await writeAll(directory, files, disk);
  return files.map((file) => join(directory, file.name));
};
