import { expect, test } from 'vitest';
import { candidateRefs, isFullId } from '../../../../src/gather/source/refs.ts';

test('a name may be a branch or a tag, a branch first', () => {
  expect(candidateRefs('feature/a-1')).toEqual(['refs/heads/feature/a-1', 'refs/tags/feature/a-1']);
  expect(candidateRefs('refs/pull/3/head')).toEqual(['refs/pull/3/head']);
});

test.each([
  '',
  '@',
  '-x',
  '--upload-pack=x',
  'a b',
  'a..b',
  'a~1',
  'a^',
  'a:b',
  'a*',
  'a[b',
  'a\\b',
  'a\nb',
  'a@{1}',
  '/a',
  'a/',
  'a//b',
  'a.lock',
  '.a',
  'a/.b',
])('refuses %j, which no branch or tag can be called', (ref) => {
  expect(() => candidateRefs(ref)).toThrow(expect.objectContaining({ fault: 'usage', code: 'ref-invalid' }));
});

test('a full commit id has 40 or 64 hex digits', () => {
  expect(['a'.repeat(40), 'A'.repeat(64), 'a'.repeat(39), 'g'.repeat(40), 'a'.repeat(41)].map(isFullId)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
