import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { candidateFault } from '../../core/errors.ts';
import { type IgnorePattern, parseIgnoreLine } from './ignore-pattern.ts';

const maxIgnoreBytes = 64 * 1024;
const maxPatterns = 500;
const maxPatternLength = 512;

/** What a build context leaves out. */
export type IgnoreRules = {
  /** The file the rules come from; nothing when there is none. */
  file?: string;
  /** Whether the path, relative with forward slashes, is left out. */
  ignores(path: string): boolean;
  /** Whether a directory that is left out may still hold something that is not. */
  hasExceptions: boolean;
};

/**
 * Reads the rules of a context: `Dockerfile.dockerignore` where there is one, else `.dockerignore`.
 * @throws AssayError candidate-fault `dockerignore-invalid`: a pattern that is none, or more than 500 of them
 */
export const readIgnoreRules = async (directory: string): Promise<IgnoreRules> => {
  for (const file of ['Dockerfile.dockerignore', '.dockerignore']) {
    const found = await lstat(join(directory, file)).catch(() => undefined);
    if (!found?.isFile()) continue;
    if (found.size > maxIgnoreBytes) throw invalid(file, `is longer than ${maxIgnoreBytes / 1024} kB`);
    return { ...createIgnoreRules(await readFile(join(directory, file), 'utf8'), file), file };
  }
  return createIgnoreRules('', '.dockerignore');
};

/**
 * @param text content of the file
 * @param file its name, for messages
 */
export const createIgnoreRules = (text: string, file: string): IgnoreRules => {
  const patterns: IgnorePattern[] = [];
  for (const [index, line] of text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .entries()) {
    const pattern = parseLine(line, `line ${index + 1} of ${file}`);
    if (pattern) patterns.push(pattern);
    if (patterns.length > maxPatterns) throw invalid(file, `has more than ${maxPatterns} patterns`);
  }
  return {
    ignores(path) {
      let ignored = false;
      // The last line that matches decides; one that would change nothing is not tried.
      for (const pattern of patterns) {
        if (pattern.negated === ignored && pattern.matches(path)) ignored = !ignored;
      }
      return ignored;
    },
    hasExceptions: patterns.some(({ negated }) => negated),
  };
};

const parseLine = (line: string, where: string) => {
  if (line.length > maxPatternLength) throw invalid(where, `is longer than ${maxPatternLength} characters`);
  try {
    return parseIgnoreLine(line);
  } catch (error) {
    throw invalid(where, `is not a pattern: ${error instanceof SyntaxError ? error.message : 'unreadable'}`);
  }
};

const invalid = (where: string, problem: string) =>
  candidateFault('dockerignore-invalid', `${where} ${problem}`, 'see the documentation of .dockerignore files');
