import { existsSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalogue } from '../../../graders/index.ts';
import { families } from '../../../src/core/check.ts';

const root = new URL('../../../', import.meta.url);
const missing = (pathOf: (check: (typeof catalogue)[number]) => string) =>
  catalogue.map(pathOf).filter((path) => !existsSync(new URL(path, root)));

test('every check lives in a file of its own name', () => {
  expect(missing(({ family, id }) => `graders/${family}/${id}.ts`)).toEqual([]);
});

test('every check has a test of its own', () => {
  const tested = new Set(families.flatMap((family) => readdirSync(new URL(`test/checks/${family}`, root))));
  const untested = catalogue.filter(({ id }) => !tested.has(`${id}.test.ts`)).map(({ id }) => id);
  expect(untested).toEqual([]);
});

test('every check says what it is about, in whole words', () => {
  for (const check of catalogue) {
    expect(check.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    for (const text of [check.title, check.failureTitle, check.plain, check.question])
      expect(text.length).toBeGreaterThan(10);
    expect(check.title).not.toBe(check.failureTitle);
    expect(check.signals.length).toBeGreaterThan(0);
  }
});

test('there is one check of each id, and some of every family', () => {
  expect(new Set(catalogue.map(({ id }) => id)).size).toBe(catalogue.length);
  expect([...new Set(catalogue.map(({ family }) => family))]).toEqual([...families]);
});
