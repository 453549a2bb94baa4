import { posix } from 'node:path';

/**
 * A state of the matcher. `one` takes a character and goes on; `many` takes any number of them, or none; `maybe` enters
 * the state after it or skips that; `directories` takes whole directories: it goes on after a slash.
 */
type State = { kind: 'one' | 'many' | 'maybe' | 'directories'; takes(char: string): boolean };

/** A line of .dockerignore. */
export type IgnorePattern = {
  /** The line began with `!`: what matches is sent after all. */
  negated: boolean;
  /** Whether the pattern matches the path or a directory above it. */
  matches(path: string): boolean;
};

const notSlash = (char: string) => char !== '/';
const anything = () => true;

/**
 * Reads one line; comments and empty lines give nothing.
 * Rules: https://docs.docker.com/build/concepts/context/#dockerignore-files and moby/patternmatcher. Unlike there the
 * pattern does not become a regular expression: those can take exponential time on hostile patterns.
 * @throws SyntaxError for an unclosed bracket or a lone `!`
 */
export const parseIgnoreLine = (line: string): IgnorePattern | undefined => {
  if (line.startsWith('#')) return undefined;
  const trimmed = line.trim();
  const negated = trimmed.startsWith('!');
  const pattern = negated ? trimmed.slice(1).trim() : trimmed;
  if (pattern === '' && !negated) return undefined;
  if (pattern === '') throw new SyntaxError('`!` stands alone');
  const clean = posix
    .normalize(pattern)
    .replace(/^\/(?=.)/, '')
    .replace(/(?<=.)\/$/, '');
  const states = /[*?[\\]/.test(clean) ? compile(clean) : undefined;
  return {
    negated,
    matches: (path) => (states ? matchesPath(states, path) : path === clean || path.startsWith(`${clean}/`)),
  };
};

const compile = (pattern: string): State[] => {
  const states: State[] = [];
  const add = (kind: State['kind'], takes: State['takes']) => states.push({ kind, takes });
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern.charAt(at);
    if (char === '*' && pattern[at + 1] === '*') {
      at += pattern[at + 2] === '/' ? 2 : 1;
      if (at === pattern.length - 1) add('many', anything);
      else {
        add('maybe', anything);
        add('directories', anything);
      }
    } else if (char === '*') add('many', notSlash);
    else if (char === '?') add('one', notSlash);
    else if (char === '[') {
      const end = pattern.indexOf(']', at + 2);
      if (end === -1) throw new SyntaxError('a `[` is not closed');
      add('one', characterClass(pattern.slice(at + 1, end)));
      at = end;
    } else {
      const isEscape = char === '\\' && at + 1 < pattern.length;
      if (isEscape) at += 1;
      const literal = pattern.charAt(at);
      add('one', (next) => next === literal);
    }
  }
  return states;
};

/** `a-z`, `abc`, `^a`; as in Go's filepath.Match. */
const characterClass = (text: string): State['takes'] => {
  const isNegated = text.startsWith('^');
  const ranges = [...text.slice(isNegated ? 1 : 0).matchAll(/\\?(.)(?:-\\?(.))?/gs)];
  return (char) => {
    const isIn = ranges.some(([, low = '', high = low]) => char >= low && char <= high);
    return isIn !== isNegated;
  };
};

/** Follows all possibilities at once, so the time is at most path length times pattern length. */
const matchesPath = (states: readonly State[], path: string): boolean => {
  let active = enter(states, new Set(), 0);
  for (const char of path) {
    // A match of a directory is a match of everything below it.
    if (char === '/' && active.has(states.length)) return true;
    const next = new Set<number>();
    for (const index of active) {
      const state = states[index];
      if (!state?.takes(char) || state.kind === 'maybe') continue;
      if (state.kind !== 'one') enter(states, next, index);
      if (state.kind === 'one' || (state.kind === 'directories' && char === '/')) enter(states, next, index + 1);
    }
    if (next.size === 0) return false;
    active = next;
  }
  return active.has(states.length);
};

/** Adds a state and those that are reached from it without a character. */
const enter = (states: readonly State[], active: Set<number>, index: number): Set<number> => {
  if (active.has(index)) return active;
  active.add(index);
  const kind = states[index]?.kind;
  if (kind === 'many' || kind === 'maybe') enter(states, active, index + 1);
  if (kind === 'maybe') enter(states, active, index + 2);
  return active;
};
