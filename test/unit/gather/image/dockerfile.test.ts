import { describe, expect, test } from 'vitest';
import { modernDialect, parseDockerfile, scanInstructions } from '../../../../src/gather/image/dockerfile.ts';
import { messageOf } from './support.ts';

const read = (text: string, dialect = modernDialect) =>
  parseDockerfile(text, dialect).instructions.map(
    ({ line, endLine, keyword, rest }) => `${line}-${endLine} ${keyword} ${rest}`,
  );

describe('reads', () => {
  test('instructions with their lines, whatever their case', () => {
    expect(read('from node:24\n\n# comment\n  Run  npm ci  \nCMD ["node", "x"]\n')).toEqual([
      '1-1 FROM node:24',
      '4-4 RUN npm ci',
      '5-5 CMD ["node", "x"]',
    ]);
  });

  test('continued lines, without the comments and empty lines between them', () => {
    expect(read('FROM a\nRUN one \\\n  # why\n\n  && two \\  \n && three\nUSER x')).toEqual([
      '1-1 FROM a',
      '2-6 RUN one   && two  && three',
      '7-7 USER x',
    ]);
  });

  test('a continuation that the end of the file cuts off', () => {
    expect(read('FROM a\nRUN one \\')).toEqual(['1-1 FROM a', '2-2 RUN one']);
    expect(read('FROM a\nRUN one \\\n# last')).toEqual(['1-1 FROM a', '2-3 RUN one']);
  });

  test('Windows line ends and a byte order mark', () => {
    expect(read('\ufeffFROM a\r\nRUN b \\\r\n c\r\n')).toEqual(['1-1 FROM a', '2-3 RUN b  c']);
  });

  test('another escape character', () => {
    expect(read('# escape=`\nFROM a\nRUN dir c:\\\nRUN one `\n two')).toEqual([
      '2-2 FROM a',
      '3-3 RUN dir c:\\',
      '4-5 RUN one  two',
    ]);
  });

  test('the frontend, after a shebang line and in other directives too', () => {
    expect(parseDockerfile('# syntax=docker/dockerfile:1\nFROM a').syntax).toMatchObject({
      line: 1,
      value: 'docker/dockerfile:1',
    });
    expect(parseDockerfile('# escape=\\\n#SYNTAX = x/y\nFROM a').syntax).toMatchObject({ line: 2, value: 'x/y' });
    expect(parseDockerfile('#!/bin/sh\n# syntax=x\nFROM a').syntax).toMatchObject({ line: 2, value: 'x' });
    expect(parseDockerfile('# hello\n\n# syntax=x\nFROM a').syntax).toMatchObject({ line: 3, value: 'x' });
    expect(parseDockerfile('FROM a\n# syntax=x').syntax).toBeUndefined();
  });

  test('flags apart from operands, as Docker takes them', () => {
    const [, copy] = parseDockerfile(`FROM a\nCOPY --from="b" --ch'ow'n=1\\:2 -- --x y`).instructions;
    expect(copy).toMatchObject({ flags: ['--from=b', '--chown=1:2'], operands: '--x y' });
  });

  test('heredocs, with a line after them', () => {
    const text = 'FROM a\nRUN <<EOF\nADD http://x /\nEOF\nCOPY <<-"A" <<B /x/\n\tone\n\tA\ntwo\nB\nUSER x';
    const { instructions } = parseDockerfile(text);
    expect(instructions.map(({ line, endLine, keyword }) => `${line}-${endLine} ${keyword}`)).toEqual([
      '1-1 FROM',
      '2-4 RUN',
      '5-9 COPY',
      '10-10 USER',
    ]);
    expect(instructions.flatMap(({ heredocs }) => heredocs)).toEqual([
      { name: 'EOF', body: 'ADD http://x /' },
      { name: 'A', body: '\tone' },
      { name: 'B', body: 'two' },
    ]);
  });

  test('no heredoc in quotes, in a here-string or glued to a word', () => {
    expect(read(`FROM a\nRUN sh -c "cat <<EOF"\nRUN cat <<<EOF\nRUN cat<<EOF\nUSER x`)).toHaveLength(5);
  });

  test('a doubled escape at the end of a line as old or as new builders do', () => {
    const text = 'FROM a\nRUN x \\\\\nUSER y';
    expect(read(text)).toEqual(['1-1 FROM a', '2-2 RUN x \\\\', '3-3 USER y']);
    expect(read(text, { ...modernDialect, doubledEscapeContinues: true })).toEqual([
      '1-1 FROM a',
      '2-3 RUN x \\USER y',
    ]);
  });
});

describe('refuses, naming the line,', () => {
  test.each([
    ['', /line 1 .*without any FROM/],
    ['# nothing\n', /without any FROM/],
    ['RUN x\nFROM a', /line 1 .*RUN before the first FROM/],
    ['FROM a\nFRUM b', /line 2 .*unknown instruction "FRUM"/],
    ['FROM a\nroot:x:0:0', /line 2 .*unknown instruction/],
    ['FROM a\nRUN', /line 2 .*RUN without arguments/],
    ['FROM', /line 1 .*FROM without arguments/],
    ['FROM a\nRUN <<EOF\nx', /line 2 .*heredoc "EOF" that does not end/],
    ['# escape=x\nFROM a', /line 1 .*"escape"/],
    ['# hello\n# escape=`\nFROM a', /line 2 .*"escape"/],
    ['\n# escape=`\nFROM a', /line 2 .*"escape"/],
    ['#\u00a0escape=`\nFROM a', /line 1 .*"escape"/],
    ['# escape=`\n# escape=\\\nFROM a', /line 2 .*second "escape"/],
    ['# syntax=a\n# syntax=b\nFROM a', /line 2 .*second "syntax"/],
    ['// syntax=a\nFROM a', /line 1 .*unknown instruction/],
    ['FROM a\nRUN x\u0085y', /line 2 .*control characters/],
    ['FROM a\nRUN x\u000by', /line 2 .*control characters/],
    ['FROM a\rRUN x', /line 1 .*control characters/],
    ['FROM a\n\u0000', /line 2 .*control characters/],
  ])('%j', (text, message) => expect(messageOf(() => parseDockerfile(text))).toMatch(message));
});

test('instructions are found in any text, also after lines that are none', () => {
  const found = scanInstructions('echo \\\nADD http://x /\nselect *\nfrom users\nRUN a \\\n b\nADD\n');
  expect(found.map(({ line, keyword, rest }) => `${line} ${keyword} ${rest}`)).toEqual([
    '2 ADD http://x /',
    '4 FROM users',
    '5 RUN a  b',
  ]);
});

test('time grows with the length of the file only', () => {
  const started = performance.now();
  parseDockerfile(`FROM a\nRUN ${'x \\\n'.repeat(15_000)}`);
  parseDockerfile(`FROM a\nRUN ${'\\ '.repeat(30_000)}x`);
  parseDockerfile(`FROM a\n${'#\n'.repeat(30_000)}`);
  expect(performance.now() - started).toBeLessThan(1000);
});
