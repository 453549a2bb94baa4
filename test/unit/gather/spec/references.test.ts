import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { resolveReference } from '../../../../src/core/openapi.ts';
import { expandedNodes } from '../../../../src/gather/spec/budget.ts';
import { bundle } from '../../../../src/gather/spec/references.ts';
import { directoryOf, documentOf, removeDirectories } from './documents.ts';

afterAll(removeDirectories);

const canary = 'canary-8d1f';

const repository = (): string => {
  const outside = directoryOf({ 'secret.yaml': `description: ${canary}\n` });
  const root = directoryOf({ 'ok.yaml': 'type: string\ndescription: inside\n', 'broken.yaml': 'a: [\n' });
  symlinkSync(join(outside, 'secret.yaml'), join(root, 'link.yaml'));
  symlinkSync(outside, join(root, 'linked'));
  symlinkSync('/dev/zero', join(root, 'zero'));
  mkdirSync(join(root, 'folder'));
  execFileSync('mkfifo', [join(root, 'pipe')]);
  return root;
};

describe('references out of the repository', () => {
  const root = repository();

  test.each([
    ['link.yaml', 'ref-outside-repo'],
    ['linked/secret.yaml', 'ref-outside-repo'],
    ['../secret.yaml', 'ref-outside-repo'],
    ['%2e%2e/secret.yaml', 'ref-outside-repo'],
    ['..%2fsecret.yaml', 'ref-outside-repo'],
    ['folder/../../secret.yaml', 'ref-outside-repo'],
    ['/etc/hostname', 'ref-outside-repo'],
    ['file:///etc/hostname', 'ref-outside-repo'],
    ['/proc/self/environ', 'ref-outside-repo'],
    ['zero', 'ref-outside-repo'],
    ['pipe', 'ref-outside-repo'],
    ['folder', 'ref-outside-repo'],
    ['.', 'ref-outside-repo'],
    ['a%00b', 'ref-outside-repo'],
    ['http://127.0.0.1:1/x', 'remote-ref'],
    ['HTTPS://127.0.0.1:1/x', 'remote-ref'],
    ['//127.0.0.1/x', 'remote-ref'],
    ['\\\\127.0.0.1\\x', 'remote-ref'],
    ['ftp://x/y', 'remote-ref'],
    ['data:application/json,{}', 'remote-ref'],
    ['C:\\x', 'remote-ref'],
    ['missing.yaml', 'ref-unresolved'],
    ['ok.yaml%', 'ref-unresolved'],
    ['broken.yaml', 'ref-unresolved'],
    ['#/components/schemas/A', 'ref-unresolved'],
    ['openapi.yaml#/components/schemas/A', 'ref-unresolved'],
  ])('%s is a problem and leads nowhere', (reference, rule) => {
    const document = documentOf({ schemas: { A: { $ref: reference } } });
    const problems = bundle(document, { root, file: 'openapi.yaml' });
    expect(problems.map((found) => [found.rule, found.severity, found.pointer])).toEqual([
      [rule, 'error', '/components/schemas/A'],
    ]);
    expect(resolveReference({ $ref: '#/components/schemas/A' }, document)).toEqual({});
    expect(JSON.stringify([document, problems])).not.toContain(canary);
  });

  test.each(['ok.yaml', './ok.yaml', 'folder/../ok.yaml', 'ok.yaml#', 'ok.yaml?a=1'])('%s is followed', (reference) => {
    const document = documentOf({ schemas: { A: { $ref: reference } } });
    expect(bundle(document, { root, file: 'openapi.yaml' })).toEqual([]);
    const target = resolveReference({ $ref: '#/components/schemas/A' }, document);
    expect(target).toEqual({ type: 'string', description: 'inside' });
  });
});

describe('documents of several files', () => {
  test('become one, circles and ways back included', () => {
    const root = directoryOf({
      'api/schemas/order.yaml': 'Order: {properties: {line: {$ref: "line.yaml#/Line"}, self: {$ref: "#/Order"}}}\n',
      'api/schemas/line.yaml':
        'Line: {properties: {money: {$ref: "../openapi.yaml#/components/schemas/Money"}, order: {$ref: "./order.yaml#/Order"}}}\n',
    });
    const document = documentOf({
      schemas: { Order: { $ref: 'schemas/order.yaml#/Order' }, Money: { type: 'object' } },
    });
    expect(bundle(document, { root, file: 'api/openapi.yaml' })).toEqual([]);
    expect(document['x-assay-files']).toEqual({
      'api/schemas/order.yaml': {
        Order: {
          properties: {
            line: { $ref: '#/x-assay-files/api~1schemas~1line.yaml/Line' },
            self: { $ref: '#/x-assay-files/api~1schemas~1order.yaml/Order' },
          },
        },
      },
      'api/schemas/line.yaml': {
        Line: {
          properties: {
            money: { $ref: '#/components/schemas/Money' },
            order: { $ref: '#/x-assay-files/api~1schemas~1order.yaml/Order' },
          },
        },
      },
    });
  });

  test('follows the mapping of a discriminator', () => {
    const root = directoryOf({ 'cat.yaml': 'type: object\n' });
    const mapping = { cat: './cat.yaml', dog: 'Dog', fox: 'https://evil.test/fox.yaml' };
    const document = documentOf({ schemas: { Pet: { discriminator: { propertyName: 'kind', mapping } } } });
    expect(bundle(document, { root, file: 'openapi.yaml' }).map(({ rule }) => rule)).toEqual(['remote-ref']);
    expect(mapping).toEqual({ cat: '#/x-assay-files/cat.yaml', dog: 'Dog', fox: '#/x-assay-refused' });
  });

  test('are limited in number', () => {
    const names = Array.from({ length: 120 }, (_, index) => `s${index}.yaml`);
    const root = directoryOf(Object.fromEntries(names.map((name) => [name, 'type: string'])));
    const document = documentOf({ schemas: Object.fromEntries(names.map((name) => [name, { $ref: name }])) });
    expect(() => bundle(document, { root, file: 'openapi.yaml' })).toThrow('more than 100 files');
  });

  test('are limited in size', () => {
    const root = directoryOf({ 'big.yaml': `# ${'x'.repeat(2_100_000)}` });
    const document = documentOf({ schemas: { A: { $ref: 'big.yaml' } } });
    expect(() => bundle(document, { root, file: 'openapi.yaml' })).toThrow('`big.yaml` could not be worked on');
  });

  test('a served document must stand alone', () => {
    const document = documentOf({ schemas: { A: { $ref: 'ok.yaml' } } });
    expect(bundle(document).map(({ rule, message }) => [rule, message])).toEqual([
      ['remote-ref', '`$ref: ok.yaml` was not followed: a served document must not depend on other files.'],
    ]);
  });
});

test('a document that expands to billions is measured without expanding it', () => {
  const schemas: Record<string, unknown> = { L0: { type: 'string' } };
  for (let level = 1; level <= 12; level++)
    schemas[`L${level}`] = {
      allOf: Array(10)
        .fill({ $ref: `#/components/schemas/L${level - 1}` })
        .map((ref) => ({ ...ref })),
    };
  expect(expandedNodes(documentOf({ schemas }))).toBeGreaterThan(1e12);
});
