import { invalidLine, readDirectives } from './dockerfile-directives.ts';
import { splitFlags, splitWords } from './dockerfile-words.ts';

/** Text that an instruction carries along: `<<EOF` ... `EOF`. */
type Heredoc = { name: string; body: string };

/** One instruction, its continuation lines joined. */
export type Instruction = {
  /** 1-based first and last line, heredocs included. */
  line: number;
  endLine: number;
  /** Upper case. */
  keyword: string;
  /** Everything after the keyword. */
  rest: string;
  /** Leading `--flag` words. */
  flags: string[];
  /** `rest` without the flags. */
  operands: string;
  heredocs: Heredoc[];
};

export type Dockerfile = {
  /** The frontend named by `# syntax=`, if any. */
  syntax?: { line: number; value: string };
  instructions: Instruction[];
};

/** Where builders differ in reading a Dockerfile. */
export type Dialect = {
  /** BuildKit's since Docker 23. */
  heredocs: boolean;
  /** Before Docker 23 a doubled escape character at the end of a line continues it, later it does not. */
  doubledEscapeContinues: boolean;
};

export const modernDialect: Dialect = { heredocs: true, doubledEscapeContinues: false };

// Builders differ in whether these are white space, and no honest Dockerfile has them.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be in the file
const odd = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff]/;

const keywords = new Set([
  ...['ADD', 'ARG', 'CMD', 'COPY', 'ENTRYPOINT', 'ENV', 'EXPOSE', 'FROM', 'HEALTHCHECK', 'LABEL', 'MAINTAINER'],
  ...['ONBUILD', 'RUN', 'SHELL', 'STOPSIGNAL', 'USER', 'VOLUME', 'WORKDIR'],
]);
const withHeredocs = new Set(['ADD', 'COPY', 'RUN', 'ONBUILD']);

/**
 * Reads a Dockerfile as the engine does, but runs and resolves nothing.
 * Rules: https://docs.docker.com/reference/dockerfile/ and the parser of moby/buildkit, frontend/dockerfile/parser.
 * @throws AssayError candidate-fault `dockerfile-invalid` with the line
 */
export const parseDockerfile = (text: string, dialect: Dialect = modernDialect): Dockerfile => {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  const oddLine = lines.findIndex((line) => odd.test(line));
  if (oddLine !== -1) throw invalidLine(oddLine + 1, 'has control characters');
  const directives = readDirectives(lines);
  const reader = createReader(lines, directives.escapeCharacter, dialect);
  const instructions: Instruction[] = [];
  for (let next = reader.next(); next; next = reader.next()) instructions.push(next);
  if (!instructions.some(({ keyword }) => keyword === 'FROM'))
    throw invalidLine(lines.length, 'is reached without any FROM');
  const early = instructions.find(({ keyword }) => keyword !== 'ARG');
  if (early && early.keyword !== 'FROM') throw invalidLine(early.line, `has ${early.keyword} before the first FROM`);
  return { syntax: directives.syntax, instructions };
};

/**
 * Finds what may be instructions in a text that need not be a Dockerfile; lines that begin none are passed over.
 * Heredocs are not looked for: their text is searched too.
 */
export const scanInstructions = (text: string): Instruction[] => {
  const reader = createReader(text.split(/\r?\n/), '\\', { ...modernDialect, heredocs: false });
  const found: Instruction[] = [];
  for (let next = reader.next(true); next; next = reader.next(true)) found.push(next);
  return found;
};

const createReader = (lines: readonly string[], escapeCharacter: string, dialect: Dialect) => {
  const mark = escapeCharacter === '`' ? '`' : '\\\\';
  const continuation = new RegExp(`${dialect.doubledEscapeContinues ? '' : `(?<!${mark})`}${mark}[ \\t]*$`);
  let at = 0;

  const skipIdle = () => {
    while (at < lines.length && /^\s*(?:#|$)/.test(lines[at] ?? '')) at += 1;
  };

  /** Comments and empty lines inside a continued instruction are passed over. */
  const joined = (): { line: number; text: string } | undefined => {
    skipIdle();
    if (at >= lines.length) return undefined;
    const line = at + 1;
    let text = '';
    for (;;) {
      const piece = lines[at] ?? '';
      at += 1;
      text += piece.replace(continuation, '');
      if (!continuation.test(piece)) break;
      skipIdle();
      if (at >= lines.length) break;
    }
    return { line, text: text.trim() };
  };

  const readHeredoc = ({ name, chomp }: { name: string; chomp: boolean }, line: number): Heredoc => {
    const start = at;
    const isEnd = (text: string) => (chomp ? text.replace(/^\t+/, '') : text) === name;
    while (at < lines.length && !isEnd(lines[at] ?? '')) at += 1;
    if (at >= lines.length) throw invalidLine(line, `begins a heredoc "${name.slice(0, 40)}" that does not end`);
    at += 1;
    return { name, body: lines.slice(start, at - 1).join('\n') };
  };

  const parse = ({ line, text }: { line: number; text: string }): Instruction => {
    const [, word = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(text) ?? [];
    const keyword = word.toUpperCase();
    if (!keywords.has(keyword))
      throw invalidLine(line, `has an unknown instruction ${JSON.stringify(word.slice(0, 40))}`);
    if (rest === '') throw invalidLine(line, `has a ${keyword} without arguments`);
    const openings = dialect.heredocs && withHeredocs.has(keyword) ? findHeredocs(rest) : [];
    const heredocs = openings.map((opening) => readHeredoc(opening, line));
    return { line, endLine: at, keyword, rest, ...splitFlags(rest), heredocs };
  };

  return {
    /** @param loosely passes over lines that begin no instruction instead of throwing */
    next(loosely = false): Instruction | undefined {
      for (;;) {
        const logical = joined();
        if (!logical) return undefined;
        if (!loosely || isInstruction(logical.text)) return parse(logical);
        at = logical.line;
      }
    },
  };
};

const isInstruction = (text: string) =>
  /^\S+\s+\S/.test(text) && keywords.has((text.split(/\s/, 1)[0] ?? '').toUpperCase());

const findHeredocs = (rest: string) =>
  splitWords(rest).flatMap((word) => {
    const found = /^\d*<<(-?)([^<]+)$/.exec(word);
    return found ? [{ chomp: found[1] === '-', name: (found[2] ?? '').replace(/["']/g, '') }] : [];
  });
