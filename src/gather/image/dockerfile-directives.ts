import { candidateFault } from '../../core/errors.ts';

/** The failure of a Dockerfile that no builder takes, or that builders take differently. */
export const invalidLine = (line: number, problem: string) =>
  candidateFault(
    'dockerfile-invalid',
    `line ${line} of the Dockerfile ${problem}`,
    'repair the Dockerfile; `docker build .` must work',
  );

/**
 * Parser directives stand at the very top, one of a kind; the first line that is none ends them. A line that looks like
 * one but is not where, or as, the parser takes it is an error: builders disagree about such lines.
 * @throws AssayError candidate-fault `dockerfile-invalid` with the line
 */
export const readDirectives = (lines: readonly string[]) => {
  const firstInstruction = lines.findIndex((text) => !/^\s*(?:#|\/\/|$)/.test(text));
  const looksLike = lines.slice(0, firstInstruction === -1 ? undefined : firstInstruction).flatMap((text, index) => {
    const found = /^\s*(?:#|\/\/)\s*(escape|syntax)\s*=\s*([\s\S]*?)\s*$/i.exec(text);
    return found ? [{ line: index + 1, name: (found[1] ?? '').toLowerCase(), value: found[2] ?? '' }] : [];
  });
  const escapes = looksLike.filter(({ name }) => name === 'escape');
  const syntaxes = looksLike.filter(({ name }) => name === 'syntax');
  const second = escapes[1] ?? syntaxes[1];
  if (second) throw invalidLine(second.line, `has a second "${second.name}" directive`);
  const chosen = escapes[0];
  if (chosen) assertEscape(lines, chosen.line);
  return { escapeCharacter: chosen?.value ?? '\\', syntax: syntaxes[0] };
};

const assertEscape = (lines: readonly string[], line: number) => {
  const above = lines.slice(0, line - 1).every((text) => /^#[ \t]*[a-zA-Z][a-zA-Z0-9]*[ \t]*=[ \t]*\S/.test(text));
  if (above && /^#[ \t]*escape[ \t]*=[ \t]*[\\`][ \t]*$/i.test(lines[line - 1] ?? '')) return;
  throw invalidLine(line, 'has an "escape" directive that is not at the top, or sets neither \\ nor `');
};
