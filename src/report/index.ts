import type { Report } from '../core/report.ts';
import { type Audience, forAudience } from './audience.ts';
import { drawHtml } from './html.ts';
import { drawJson } from './json.ts';
import { drawJunit } from './junit.ts';
import { drawMarkdown } from './markdown.ts';
import { drawTerminal, type TerminalOptions } from './terminal.ts';

type ReporterOptions = { audience: Audience } & TerminalOptions;

/** Draws a report for one kind of reader. Pure: the same report and options give the same text. */
export type Reporter = (report: Report, options: ReporterOptions) => string;

export type ReporterName = 'json' | 'html' | 'md' | 'junit' | 'terminal';

const forReader =
  (draw: Reporter): Reporter =>
  (report, options) =>
    draw(forAudience(report, options.audience), options);

/** Every form of the report, by the name by which it is asked for. */
export const reporters: Record<ReporterName, Reporter> = {
  json: forReader(drawJson),
  html: forReader(drawHtml),
  md: forReader(drawMarkdown),
  junit: forReader(drawJunit),
  terminal: forReader(drawTerminal),
};
