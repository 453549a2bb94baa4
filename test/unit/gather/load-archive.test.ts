import { Readable } from 'node:stream';
import { extract } from 'tar-stream';
import { expect, test } from 'vitest';
import { packageClosure, workerArchive } from '../../../src/gather/load-archive.ts';

const entriesOf = async (archive: Buffer) => {
  const entries = new Map<string, string>();
  for await (const entry of Readable.from(archive).pipe(extract())) {
    let content = '';
    for await (const chunk of entry) content += chunk;
    entries.set(entry.header.name, content);
  }
  return entries;
};

test('holds the worker, what it imports, the packages it needs and its plan', async () => {
  const entries = await entriesOf(await workerArchive('{"seed":7}'));
  expect(entries.get('assay/plan.json')).toBe('{"seed":7}');
  expect(entries.get('assay/package.json')).toBe('{"type":"module"}');
  for (const name of ['src/load/worker.ts', 'src/load/sender.ts', 'src/core/random.ts'])
    expect(entries.has(`assay/${name}`)).toBe(true);
  // One direct, one of a dependency, one of a dependency's dependency.
  for (const name of ['undici', 'http-parser-js', 'ansi-styles'])
    expect(entries.has(`assay/node_modules/${name}/package.json`)).toBe(true);
  expect([...entries.keys()].filter((name) => name.includes('..') || name.startsWith('/'))).toEqual([]);
});

test('every import of the worker’s own code is in it', async () => {
  const entries = await entriesOf(await workerArchive('{}'));
  for (const [name, content] of entries) {
    if (!name.startsWith('assay/src/')) continue;
    for (const [, path = ''] of content.matchAll(/^import (?!type).*from '(\..*)';$/gm))
      expect(entries.has(new URL(path, `file:///${name}`).pathname.slice(1)), `${path} of ${name}`).toBe(true);
  }
});

test('says which package is missing', async () => {
  await expect(packageClosure(['no-such-package'], import.meta.dirname)).rejects.toThrow(
    'the package "no-such-package" is not installed',
  );
});
