import { isJsonObject, type LifecycleFact, parseJson } from '../../src/index.ts';

/** A value somewhere in a JSON log line. */
export type LogMember = {
  /** As logged, e.g. `req.headers.x-request-id`. */
  path: string;
  /** For comparison: lower case, letters, digits and the dots between levels only, e.g. `req.headers.xrequestid`. */
  name: string;
  value: string | number;
};

/** A log line that is a JSON object. Candidate text throughout. */
export type LogEntry = { text: string; members: readonly LogMember[] };

const maxDepth = 8;
const maxMembers = 500;

/** Where the middle of a long log was left out. The lines on both sides of it may be parts of lines. */
const gap = /^\.\.\. \d+ bytes left out \.\.\.$/;

/** A line that was too long for the fact: 2000 characters and three dots. */
const cutLength = 2003;

/** The lines of the log that were kept in full, blank ones left out. */
export const wholeLines = ({ logLines }: LifecycleFact): string[] => {
  const at = logLines.findIndex((line) => gap.test(line));
  const kept = at === -1 ? logLines : logLines.filter((_, index) => Math.abs(index - at) > 1);
  return kept.filter((line) => line.trim() !== '');
};

/** Whether a line is one JSON object; of a line that was cut only its beginning can tell. */
export const isEntry = (line: string): boolean => {
  if (line.length === cutLength && line.endsWith('...')) return /^\s*\{\s*"/.test(line);
  return isJsonObject(parseJson(line));
};

const collect = (value: unknown, path: string, depth: number, members: LogMember[]): void => {
  if (members.length >= maxMembers) return;
  if (typeof value === 'string' || typeof value === 'number') {
    members.push({
      path,
      name: path
        .toLowerCase()
        .replaceAll('/', '.')
        .replace(/[^a-z0-9.]/g, ''),
      value,
    });
    return;
  }
  if (typeof value !== 'object' || value === null || depth === maxDepth) return;
  for (const [key, inner] of Object.entries(value)) {
    collect(inner, path === '' ? key : `${path}.${key}`, depth + 1, members);
  }
};

/** The JSON lines with their strings and numbers on all levels. */
export const entriesOf = (lines: readonly string[]): LogEntry[] =>
  lines.flatMap((text) => {
    const value = parseJson(text);
    if (!isJsonObject(value)) return [];
    const members: LogMember[] = [];
    collect(value, '', 0, members);
    return [{ text, members }];
  });
