import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Command } from 'commander';
import { usageError } from '../core/errors.ts';
import { parseReport } from '../report/schema.ts';
import { options } from './options.ts';
import { type OutputOptions, reportOut } from './output.ts';

const read = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw usageError('report-not-found', `there is no readable report at "${path}"`, 'give the path of a report.json');
  }
};

const render = async (path: string, given: OutputOptions): Promise<void> => {
  const report = parseReport(await read(path));
  await reportOut(report, { ...given, out: given.out ?? dirname(path) });
};

/** `grade render <report.json>`: draws the other files again, for another reader or after an update. */
export const renderCommand = (): Command =>
  new Command('render')
    .description('draw the reports again from a report.json')
    .argument('<report.json>', 'a report of an earlier run')
    .option('-o, --out <directory>', 'where the reports go (default: beside the report)')
    .addOption(options.formats())
    .addOption(options.audience())
    .addOption(options.json())
    .addOption(options.quiet())
    .action(render);
