import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { baseImages, families, selectBaseImages } from '../../../../src/gather/engine/base-images/catalogue.ts';

const folder = new URL('../../../../src/gather/engine/base-images/', import.meta.url);

const names = () => baseImages.flatMap(({ reference, aliases }) => [reference, ...aliases]);

test('answers to the names that candidates use', () => {
  expect(names()).toEqual([
    'debian:bookworm-slim',
    'debian:bookworm',
    'alpine:3',
    'alpine:latest',
    'alpine:3.21',
    'alpine:3.22',
    'alpine:3.23',
    ...['24', '22', '20'].flatMap((major) => [
      `node:${major}-bookworm-slim`,
      `node:${major}`,
      `node:${major}-slim`,
      `node:${major}-bookworm`,
      `node:${major}-alpine`,
    ]),
    'postgres:15',
    'postgres:15-bookworm',
    'postgres:15-alpine',
    'python:3.11-slim',
    'python:3.11',
    'python:3.11-bookworm',
    'python:3.11-slim-bookworm',
    'python:3.11-alpine',
    'redis:7',
    'redis:7-bookworm',
    'redis:7-alpine',
    'golang:1.19',
    'golang:1.19-bookworm',
    ...['1.27', '1.26'].flatMap((minor) => [`golang:${minor}`, `golang:${minor}-bookworm`, `golang:${minor}-alpine`]),
  ]);
});

test('every image comes after those it needs', () => {
  for (const [index, { reference, needs }] of baseImages.entries()) {
    const earlier = baseImages.slice(0, index).map((image) => image.reference);
    expect(earlier, reference).toEqual(expect.arrayContaining(needs));
  }
});

test('no families means all', () => {
  expect(selectBaseImages([])).toEqual(baseImages);
});

test.each(families)('a selection of %s is complete: it has what its images need', (family) => {
  const selected = selectBaseImages([family]);
  const references = selected.map(({ reference }) => reference);
  expect(references).toEqual(expect.arrayContaining(selected.flatMap(({ needs }) => needs)));
  expect(selected.filter((image) => image.family === family)).toEqual(
    baseImages.filter((image) => image.family === family),
  );
});

test('a selection leaves out what was not asked for', () => {
  expect(selectBaseImages(['postgres', 'redis']).map(({ reference }) => reference)).toEqual([
    'debian:bookworm-slim',
    'postgres:15',
    'redis:7',
  ]);
});

const dockerfile = (context: string) => readFileSync(new URL(`${context}/Dockerfile`, folder), 'utf8');

test.each(baseImages)('$reference is built upon what it needs', ({ context, needs, buildArguments }) => {
  const filled = dockerfile(context).replace(/\$\{(\w+)\}/g, (_, name: string) => buildArguments[name] ?? '');
  expect(filled.match(/^FROM .*$/gm)).toEqual([`FROM ${needs[0] ?? 'scratch'}`]);
});

test.each(baseImages)('$reference sets no label, which everything built upon it would inherit', ({ context }) => {
  expect(dockerfile(context)).not.toMatch(/^\s*LABEL\b/m);
});

test('every folder of the catalogue is used', () => {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(new Set(folders.map(({ name }) => name))).toEqual(new Set(baseImages.map(({ context }) => context)));
  expect(existsSync(new URL('debian/rootfs.sh', folder))).toBe(true);
});
