import { describe, expect, test } from 'vitest';
import { isPrivateImage, parseReference, referenceProblem } from '../../../../src/gather/image/references.ts';

const digest = `sha256:${'a'.repeat(64)}`;

test.each([
  ['node', { registry: 'docker.io', repository: 'library/node' }],
  ['node:24-slim', { registry: 'docker.io', repository: 'library/node', tag: '24-slim' }],
  ['user/app:1', { registry: 'docker.io', repository: 'user/app', tag: '1' }],
  ['docker.io/library/node', { registry: 'docker.io', repository: 'library/node' }],
  ['ghcr.io/a/b/c:1', { registry: 'ghcr.io', repository: 'a/b/c', tag: '1' }],
  [`node:24@${digest}`, { registry: 'docker.io', repository: 'library/node', tag: '24', digest }],
  ['localhost:5000/x', { registry: 'localhost:5000', repository: 'x' }],
  ['Host/x', { registry: 'host', repository: 'x' }],
])('%s is read', (text, expected) => expect(parseReference(text)).toMatchObject(expected));

test.each([
  '',
  'No',
  'a b',
  '$X',
  'a:b:c',
  'a//b',
  '/a',
  'a/',
  'node:',
  'a@sha256:1',
  `a@${digest}@${digest}`,
  'a"b',
  'http://x/y',
  'x'.repeat(600),
])('%j is no reference', (text) => expect(parseReference(text)).toBeUndefined());

describe('an image may be used', () => {
  test.each([
    'node:24',
    'user/app',
    'docker.io/a/b',
    'ghcr.io/a/b',
    'mcr.microsoft.com/dotnet/aspnet:8.0',
    'public.ecr.aws/lambda/nodejs:22',
    `gcr.io/distroless/nodejs22@${digest}`,
  ])('%s', (text) => expect(referenceProblem(text)).toBeUndefined());
});

describe('an image may not be used', () => {
  test.each([
    ['127.0.0.1:5000/x', /not a public registry/],
    ['10.0.0.1/x', /not a public registry/],
    ['[::1]:5000/x', /not the name of an image|not a public registry/],
    ['localhost/x', /not a public registry/],
    ['localhost:5000/x', /not a public registry/],
    ['ghcr.io:443/a/b', /not a public registry/],
    ['registry.evil.example/x', /not among the public registries/],
    ['169.254.169.254/latest', /not a public registry/],
    ['2130706433.evil:80/x', /not a public registry/],
    ['$X', /not the name of an image/],
  ])('%s', (text, problem) => expect(referenceProblem(text)).toMatch(problem));
});

test('only a name with a foreign registry is a private image', () => {
  expect(['users', 'a b', '10.0.0.1/x', 'ghcr.io/a'].map(isPrivateImage)).toEqual([false, false, true, false]);
});
