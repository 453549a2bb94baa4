import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createIgnoreRules } from '../../../../src/gather/image/ignore.ts';
import { outcomeOf } from './support.ts';

const ignores = (patterns: string, path: string) => createIgnoreRules(patterns, '.dockerignore').ignores(path);

// Cases of moby/patternmatcher's own tests and of the documentation.
describe('a pattern matches as Docker matches it', () => {
  test.each([
    ['**', 'file', true],
    ['**', 'dir/file', true],
    ['**/', 'file', true],
    ['**/', 'dir/file', true],
    ['**/**', 'dir/file', true],
    ['dir/**', 'dir/file', true],
    ['dir/**', 'dir/dir2/file', true],
    ['dir/**', 'dir', false],
    ['**/dir', 'dir', true],
    ['**/dir', 'a/dir/file', true],
    ['**/dir2/*', 'dir/dir2/file', true],
    ['**/dir2/*', 'dir/dir2/dir2/file', true],
    ['**file', 'dir/file', true],
    ['**file', 'dir/afile', false],
    ['**/file*', 'dir/dir/file.txt', true],
    ['**/file*txt', 'dir/dir/file.txt', true],
    ['**/**/*.txt', 'dir/dir/file.txt', true],
    ['**/**/*.txt2', 'dir/dir/file.txt', false],
    ['a**b', 'ab', true],
    ['a**b', 'axb', false],
    ['a**/b', 'ax/b', true],
    ['a/**/b', 'a/b', true],
    ['a/**/b', 'a/x/y/b', true],
    ['*/temp*', 'somedir/temporary.txt', true],
    ['*/temp*', 'temporary.txt', false],
    ['*/*/temp*', 'somedir/subdir/temporary.txt', true],
    ['temp?', 'tempa', true],
    ['temp?', 'temp', false],
    ['temp?', 'temp/', false],
    ['*.md', 'README.md', true],
    ['*.md', 'docs/README.md', false],
    ['node_modules', 'node_modules/a/b', true],
    ['node_modules', 'sub/node_modules', false],
    ['/foo/bar', 'foo/bar', true],
    ['foo/bar/', 'foo/bar/x', true],
    ['foo/./bar/../baz', 'foo/baz', true],
    ['foo', 'foobar', false],
    ['a[b-d]e', 'ace', true],
    ['a[b-d]e', 'aae', false],
    ['a[^b-d]e', 'aze', true],
    ['a[\\]]e', 'a]e', false],
    ['a\\*b', 'a*b', true],
    ['a\\*b', 'axb', false],
    ['a.b', 'axb', false],
    ['(a|b)+', '(a|b)+', true],
    ['.', 'a', false],
    ['*', 'a/b/c', true],
    ['# comment', '# comment', false],
    ['  spaced  ', 'spaced', true],
  ])('%j and %s: %s', (pattern, path, expected) => expect(ignores(pattern, path)).toBe(expected));
});

describe('the last line that matches decides', () => {
  test.each([
    ['*.md\n!README.md', 'README.md', false],
    ['*.md\n!README.md', 'OTHER.md', true],
    ['*.md\n!README*.md\nREADME-secret.md', 'README-secret.md', true],
    ['*.md\nREADME-secret.md\n!README*.md', 'README-secret.md', false],
    ['dir\n!dir/keep', 'dir/keep', false],
    ['dir\n!dir/keep', 'dir/drop', true],
    ['**\n! src', 'src/a/b', false],
    ['\r\n*.log\r\n', 'a.log', true],
    ['\ufeff*.log', 'a.log', true],
  ])('%j and %s: %s', (patterns, path, expected) => expect(ignores(patterns, path)).toBe(expected));
});

test.each(['[a', '!', 'x'.repeat(600), 'a\n'.repeat(501)])('%j is refused as it stands', (text) => {
  expect(outcomeOf(() => createIgnoreRules(text, '.dockerignore'))).toBe('candidate-fault dockerignore-invalid');
});

test('agrees with the regular expression that Docker makes of a pattern', () => {
  const toRegExp = (pattern: string) =>
    new RegExp(
      `^${pattern.replaceAll('**/', '\u0001').replaceAll('**', '\u0002').replaceAll('*', '[^/]*').replaceAll('?', '[^/]').replaceAll('\u0001', '(.*/)?').replaceAll('\u0002', '.*')}$`,
    );
  const parents = (path: string) => path.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/'));
  const name = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 3 });
  const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
  const part = fc.oneof(name, fc.constantFrom('*', '**', '?', 'a*', '*b', '?b', '*a*'));
  const pattern = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
  fc.assert(
    fc.property(pattern, path, (glob, file) => {
      expect(ignores(glob, file)).toBe(parents(file).some((parent) => toRegExp(glob).test(parent)));
    }),
    { numRuns: 2000 },
  );
});

test('a pattern made to be slow is not', () => {
  const started = performance.now();
  ignores('**/'.repeat(100), 'a/'.repeat(300));
  ignores(`${'*a'.repeat(200)}b`, 'a'.repeat(250));
  ignores('**/*'.repeat(60), `${'ab/'.repeat(100)}c`);
  expect(performance.now() - started).toBeLessThan(500);
});
