const isSpace = (char: string) => /\s/.test(char);

/**
 * Takes the leading `--flag` words off an instruction, quotes and backslashes resolved, as Docker's own parser does.
 * @param escape the Dockerfile's escape character has no part in it: flags know the backslash only
 */
export const splitFlags = (text: string): { flags: string[]; operands: string } => {
  const flags: string[] = [];
  let at = 0;
  for (;;) {
    while (at < text.length && isSpace(text.charAt(at))) at += 1;
    if (!text.startsWith('--', at)) return { flags, operands: text.slice(at) };
    const word = readWord(text, at);
    at = word.end;
    if (word.value === '--') return { flags, operands: text.slice(at).trim() };
    flags.push(word.value);
  }
};

/** One word from `start` on, without its quotes and escapes; `end` is where it stops. */
const readWord = (text: string, start: number): { value: string; end: number } => {
  let value = '';
  let quote = '';
  let at = start;
  for (; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (quote === '' && isSpace(char)) break;
    if (quote === '' && (char === '"' || char === "'")) quote = char;
    else if (char === quote) quote = '';
    else if (char === '\\') {
      at += 1;
      value += text.charAt(at);
    } else value += char;
  }
  return { value, end: at };
};

/** Splits at white space outside quotes; quotes and escapes stay as written. */
export const splitWords = (text: string): string[] => {
  const words: string[] = [];
  let at = 0;
  for (;;) {
    while (at < text.length && isSpace(text.charAt(at))) at += 1;
    if (at >= text.length) return words;
    const { end } = readWord(text, at);
    words.push(text.slice(at, end));
    at = end;
  }
};

/** Value of a variable; undefined when it is not known what the engine would put in. */
export type Lookup = (name: string) => string | undefined;

const variable = /^\$(?:(\w+)|\{(\w+)(?:(:?[-+])([^{}]*))?\})/;

/**
 * A word as the engine sees it: variables put in, quotes and escapes gone.
 * @returns undefined for a variable that is not known and for forms beyond `$x`, `${x}`, `${x:-y}`, `${x:+y}`
 */
export const expandWord = (word: string, lookup: Lookup): string | undefined => {
  let value = '';
  let quote = '';
  for (let at = 0; at < word.length; at += 1) {
    const char = word.charAt(at);
    if (char === quote) quote = '';
    else if (quote === '' && (char === '"' || char === "'")) quote = char;
    else if (char === '\\' && quote !== "'") {
      at += 1;
      value += word.charAt(at);
    } else if (char === '$' && quote !== "'") {
      const found = variable.exec(word.slice(at));
      const replaced = found ? substitute(found, lookup) : undefined;
      if (!found || replaced === undefined) return undefined;
      value += replaced;
      at += found[0].length - 1;
    } else value += char;
  }
  return value;
};

const substitute = (found: RegExpExecArray, lookup: Lookup) => {
  const [, plain, braced, operator, word] = found;
  const value = lookup(plain ?? braced ?? '');
  if (operator === undefined) return value;
  if (value === undefined) return undefined;
  // Unset and empty are one here: a variable that nobody sets is known as empty.
  const wordApplies = operator.endsWith('-') ? value === '' : value !== '';
  if (wordApplies) return expandWord(word ?? '', lookup);
  return operator.endsWith('-') ? value : '';
};
