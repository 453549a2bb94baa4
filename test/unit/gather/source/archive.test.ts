import { createWriteStream } from 'node:fs';
import { readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { makeTar, makeZip } from './archive-support.ts';
import { acquire, failure, limitsOf, temporaryDirectory, writeFiles } from './support.ts';

const listing = async (directory: string) => (await readdir(directory, { recursive: true })).toSorted();

describe.each([
  [
    'tar',
    async (names: string[]) =>
      makeTar(names.map((name) => (name.endsWith('/') ? { name, type: 'directory' } : { name, content: 'x' }))),
  ],
  ['zip', async (names: string[]) => makeZip(names.map((name) => ({ name, content: name.endsWith('/') ? '' : 'x' })))],
])('a %s', (_kind, make) => {
  test('is copied', async () => {
    const source = await acquire(await make(['Dockerfile', 'src/', 'src/a.js', 'deep/er/b']));
    expect(source).toMatchObject({ kind: 'archive', dirty: false, files: 3, bytes: 3, notes: [] });
    expect(source.commit).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(await listing(source.directory)).toEqual(['Dockerfile', 'deep', 'deep/er', 'deep/er/b', 'src', 'src/a.js']);
  });

  test('with everything in one folder is graded from that folder', async () => {
    const source = await acquire(
      await make(['work/Dockerfile', 'work/src/a.js', 'work/.git/config', '__MACOSX/._work']),
    );
    expect(await listing(source.directory)).toEqual(['Dockerfile', 'src', 'src/a.js']);
  });

  test('loses installed dependencies and git, and says so once', async () => {
    const source = await acquire(await make(['a', 'node_modules/', 'node_modules/m/i.js', '.git/', '.git/config']));
    expect(await listing(source.directory)).toEqual(['a']);
    expect(source.notes).toEqual([expect.objectContaining({ code: 'dependencies-ignored', at: 'node_modules' })]);
  });

  test.each(['../evil', '/etc/evil', 'a/../../evil', 'C:/evil'])(
    'with the entry %s is refused by its name',
    async (name) => {
      const error = await failure(acquire(await make(['a', name])));
      expect(error).toMatchObject({ code: 'archive-invalid' });
      expect(error.message).toContain(name);
    },
  );

  test('with control characters in a name is refused', async () => {
    expect(await failure(acquire(await make(['a\u001b[31m'])))).toMatchObject({
      fault: 'refused',
      code: 'name-invalid',
    });
  });

  test('that names a file twice is refused', async () => {
    expect(await failure(acquire(await make(['a', 'a'])))).toMatchObject({ fault: 'refused', code: 'name-clash' });
    expect(await failure(acquire(await make(['a', 'a/b'])))).toMatchObject({ fault: 'refused', code: 'name-clash' });
  });

  test.each([
    [{ maxFiles: 1 }, 'too-many-files'],
    [{ maxBytes: 1 }, 'repo-too-large'],
  ])('over a limit %j is refused', async (limits, code) => {
    expect(await failure(acquire(await make(['a', 'b']), { limits: limitsOf(limits) }))).toMatchObject({
      fault: 'refused',
      code,
    });
  });

  test('that is cut short is not readable', async () => {
    const path = await make(['a', 'b', 'c']);
    await truncate(path, Math.floor((await stat(path)).size / 2));
    expect(await failure(acquire(path))).toMatchObject({ fault: 'candidate-fault', code: 'archive-invalid' });
  });

  test('without files is empty', async () => {
    expect(await failure(acquire(await make([])))).toMatchObject({ fault: 'candidate-fault', code: 'repo-empty' });
  });
});

describe('a tar', () => {
  test('of hostile entries writes nothing outside and follows nothing', async () => {
    const outside = await temporaryDirectory();
    await writeFiles(outside, { secret: 'untouched' });
    const path = await makeTar([
      { name: 'link', type: 'symlink', linkname: outside },
      { name: 'link/secret', content: 'overwritten' },
      { name: 'hard', type: 'link', linkname: join(outside, 'secret') },
      { name: 'setuid', mode: 0o6777, content: '#!/bin/sh\n' },
      { name: './plain', mode: 0o600, content: 'x' },
    ]);
    const source = await acquire(path);
    expect(await readFile(join(outside, 'secret'), 'utf8')).toBe('untouched');
    expect(source.notes.map(({ code, at }) => `${code} ${at}`)).toEqual([
      'symlink-ignored link',
      'symlink-ignored hard',
    ]);
    expect((await stat(join(source.directory, 'setuid'))).mode & 0o7777).toBe(0o755);
    expect((await stat(join(source.directory, 'plain'))).mode & 0o7777).toBe(0o644);
    expect((await stat(join(source.directory, 'link'))).isDirectory()).toBe(true);
  });

  test.each(['character-device', 'block-device', 'fifo'] as const)('with a %s is refused by its name', async (type) => {
    const error = await failure(acquire(await makeTar([{ name: 'evil', type }])));
    expect(error).toMatchObject({
      fault: 'refused',
      code: 'archive-invalid',
      message: expect.stringContaining('"evil"'),
    });
  });

  test('that unpacks without end is refused at twice the limit', async () => {
    const path = join(await temporaryDirectory(), 'bomb.tgz');
    const zeros = function* () {
      for (let index = 0; index < 300; index += 1) yield Buffer.alloc(2 ** 20);
    };
    await pipeline(Readable.from(zeros()), createGzip(), createWriteStream(path));
    const limits = limitsOf({ maxBytes: 2 ** 20 });
    expect(await failure(acquire(path, { limits }))).toMatchObject({ fault: 'refused', code: 'repo-too-large' });
  });

  test('that is no gzip at all is not readable', async () => {
    const path = join(await temporaryDirectory(), 'a.tar.gz');
    await writeFile(path, 'hello\u001b[31m');
    expect(await failure(acquire(path))).toMatchObject({ fault: 'candidate-fault', code: 'archive-invalid' });
  });
});

describe('a zip', () => {
  test('loses its links and keeps executable bits', async () => {
    const path = await makeZip([
      { name: 'link', content: '/etc/hostname', mode: 0o120777 },
      { name: 'run', content: 'x', mode: 0o104755 },
    ]);
    const source = await acquire(path);
    expect(source.notes).toEqual([expect.objectContaining({ code: 'symlink-ignored', at: 'link' })]);
    expect((await stat(join(source.directory, 'run'))).mode & 0o7777).toBe(0o755);
    expect(await listing(source.directory)).toEqual(['run']);
  });

  test('that is encrypted is refused', async () => {
    const path = await makeZip([{ name: 'a', content: 'x'.repeat(20), encrypted: true, claimedBytes: 8 }]);
    expect(await failure(acquire(path))).toMatchObject({ fault: 'refused', code: 'archive-invalid' });
  });

  test('that lies about a size is not readable', async () => {
    const path = await makeZip([{ name: 'a', content: 'x'.repeat(1000), claimedBytes: 10 }]);
    expect(await failure(acquire(path))).toMatchObject({ fault: 'candidate-fault', code: 'archive-invalid' });
  });

  test('with a device is refused by its name', async () => {
    const path = await makeZip([{ name: 'evil', mode: 0o020666 }]);
    expect(await failure(acquire(path))).toMatchObject({
      fault: 'refused',
      message: expect.stringContaining('"evil"'),
    });
  });
});

test('an archive has no branches', async () => {
  const path = await makeZip([{ name: 'a', content: 'x' }]);
  expect(await failure(acquire(path, { ref: 'main' }))).toMatchObject({ fault: 'usage', code: 'ref-not-found' });
});
