import { chmod, mkdir, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import {
  acquire,
  commitFiles,
  failure,
  git,
  limitsOf,
  makeRepository,
  temporaryDirectory,
  writeFiles,
} from './support.ts';

const listing = async (directory: string) => (await readdir(directory, { recursive: true })).toSorted();

describe('a work tree', () => {
  test('without changes is taken from its commit', async () => {
    const { directory, commit } = await makeRepository({ a: '1', '.gitignore': 'ignored\n' });
    await writeFiles(directory, { ignored: 'x' });
    const source = await acquire(directory);
    expect(source).toMatchObject({ kind: 'git', commit, dirty: false, origin: directory, files: 2, notes: [] });
    expect(await listing(source.directory)).toEqual(['.gitignore', 'a']);
  });

  test('with changes is taken as it lies there: changed, new and deleted files, none that is ignored', async () => {
    const { directory, commit } = await makeRepository({ a: '1', gone: '1', '.gitignore': 'ignored\n' });
    await writeFiles(directory, { a: '2', new: 'n', ignored: 'x' });
    await rm(join(directory, 'gone'));
    const source = await acquire(directory);
    expect(source).toMatchObject({ kind: 'git', commit, dirty: true });
    expect(source.notes).toEqual([
      expect.objectContaining({ code: 'work-tree-dirty', message: expect.stringContaining('"gone"') }),
    ]);
    expect(await listing(source.directory)).toEqual(['.gitignore', 'a', 'new']);
    expect(await readFile(join(source.directory, 'a'), 'utf8')).toBe('2');
  });

  test('without any commit has the digest of its content for an id', async () => {
    const directory = await temporaryDirectory();
    await git(directory, ['init', '-q']);
    await writeFiles(directory, { a: '1' });
    const source = await acquire(directory);
    expect(source).toMatchObject({
      kind: 'directory',
      dirty: true,
      commit: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    });
  });

  test('may be graded in part: a directory in it', async () => {
    const { directory, commit } = await makeRepository({ 'api/a': '1', 'api/sub/b': '2', other: '3' });
    const source = await acquire(join(directory, 'api'));
    expect(source).toMatchObject({ commit, dirty: false, files: 2 });
    expect(await listing(source.directory)).toEqual(['a', 'sub', 'sub/b']);
    await writeFiles(directory, { 'other-change': 'x' });
    expect(await acquire(join(directory, 'api'))).toMatchObject({ dirty: false });
    await writeFiles(directory, { 'api/new': 'x' });
    expect(await acquire(join(directory, 'api'))).toMatchObject({ dirty: true, files: 3 });
  });

  test('gives another branch, whatever lies in the directory', async () => {
    const { directory, commit } = await makeRepository({ a: '1' });
    await git(directory, ['branch', 'side']);
    await commitFiles(directory, { a: '2' });
    await writeFiles(directory, { a: '3' });
    const source = await acquire(directory, { ref: 'side' });
    expect(source).toMatchObject({ commit, dirty: false, ref: 'side' });
    expect(await failure(acquire(directory, { ref: 'nope' }))).toMatchObject({ fault: 'usage', code: 'ref-not-found' });
  });

  test('may be linked to a repository elsewhere', async () => {
    const { directory } = await makeRepository({ a: '1' });
    const linked = join(await temporaryDirectory(), 'linked');
    await git(directory, ['worktree', 'add', '-q', '-b', 'w', linked]);
    const commit = await commitFiles(linked, { b: '2' });
    expect(await acquire(linked)).toMatchObject({ kind: 'git', commit, dirty: false, files: 2 });
  });

  test('is not written to', async () => {
    const { directory } = await makeRepository({ a: '1' });
    await writeFiles(directory, { b: '2' });
    const before = await stat(join(directory, '.git/index'));
    const names = await listing(directory);
    await acquire(directory);
    expect((await stat(join(directory, '.git/index'))).mtimeMs).toBe(before.mtimeMs);
    expect(await listing(directory)).toEqual(names);
  });

  test('that is ignored by the repository around it is a plain directory', async () => {
    const { directory } = await makeRepository({ '.gitignore': 'out/\n' });
    await writeFiles(directory, { 'out/a': '1' });
    expect(await acquire(join(directory, 'out'))).toMatchObject({ kind: 'directory', dirty: false, files: 1 });
  });
});

describe('a bare repository', () => {
  test.each(['path', 'file URL'])('is copied by its %s', async (how) => {
    const { directory, commit } = await makeRepository({ a: '1' });
    const bare = join(await temporaryDirectory(), 'b.git');
    await git(directory, ['clone', '-q', '--bare', directory, bare]);
    expect(await acquire(how === 'path' ? bare : `file://${bare}`)).toMatchObject({
      kind: 'git',
      commit,
      dirty: false,
      files: 1,
    });
  });

  test('without a commit is empty', async () => {
    const directory = await temporaryDirectory();
    await git(directory, ['init', '-q', '--bare']);
    expect(await failure(acquire(directory))).toMatchObject({ fault: 'candidate-fault', code: 'repo-empty' });
  });
});

describe('a hostile work tree', () => {
  test('runs nothing by its configuration, hooks and filters', async () => {
    const { directory } = await makeRepository({ a: '1', '.gitattributes': '* filter=evil diff=evil\n' });
    const canaries = await temporaryDirectory();
    const touch = (name: string) => `touch ${join(canaries, name)}`;
    const settings = {
      'core.fsmonitor': touch('fsmonitor'),
      'core.sshCommand': touch('ssh'),
      'core.pager': touch('pager'),
      'core.alternateRefsCommand': touch('refs'),
      'filter.evil.clean': touch('clean'),
      'filter.evil.smudge': touch('smudge'),
      'filter.evil.process': touch('process'),
      'diff.evil.command': touch('diff'),
      'diff.external': touch('external'),
      'alias.status': `!${touch('alias')}`,
      'alias.rev-parse': `!${touch('alias')}`,
      'remote.origin.url': `ext::${touch('url')}`,
      'remote.origin.promisor': 'true',
      'extensions.partialClone': 'origin',
      'core.repositoryFormatVersion': '1',
    };
    const commit = await git(directory, ['rev-parse', 'HEAD']);
    for (const [name, value] of Object.entries(settings)) await git(directory, ['config', name, value]);
    for (const hook of ['post-index-change', 'reference-transaction', 'post-checkout', 'fsmonitor-watchman']) {
      await mkdir(join(directory, '.git/hooks'), { recursive: true });
      await writeFile(join(directory, '.git/hooks', hook), `#!/bin/sh\n${touch('hook')}\n`);
      await chmod(join(directory, '.git/hooks', hook), 0o755);
    }
    expect(await acquire(directory)).toMatchObject({ dirty: false, commit });
    await writeFile(join(directory, 'a'), '22');
    expect(await acquire(directory)).toMatchObject({ dirty: true });
    await rm(join(directory, '.git/objects', commit.slice(0, 2), commit.slice(2)), { force: true });
    await acquire(directory).catch(() => {});
    expect(await readdir(canaries)).toEqual([]);
  });

  test('does not lead out by a work tree set elsewhere', async () => {
    const { directory } = await makeRepository({ a: '1' });
    const elsewhere = await temporaryDirectory();
    await writeFiles(elsewhere, { secret: 'x' });
    await git(directory, ['config', 'core.worktree', elsewhere]);
    await writeFiles(directory, { b: '2' });
    const source = await acquire(directory);
    expect(await listing(source.directory)).toEqual(['a', 'b']);
  });

  test('does not lead out by a directory that became a link', async () => {
    const { directory } = await makeRepository({ 'd/secret': 'mine', e: '1' });
    const elsewhere = await temporaryDirectory();
    await writeFiles(elsewhere, { secret: 'not yours' });
    await rename(join(directory, 'd'), join(directory, '.git/d'));
    await symlink(elsewhere, join(directory, 'd'));
    const source = await acquire(directory);
    expect(await listing(source.directory)).toEqual(['e']);
    expect(source.notes.map(({ code }) => code)).toContain('symlink-ignored');
  });

  test('does not block on a pipe in place of one of its own files', async () => {
    const { directory } = await makeRepository({ a: '1' });
    await mkdir(join(directory, '.git/info'), { recursive: true });
    await rm(join(directory, '.git/info/exclude'), { force: true });
    await execa('mkfifo', [join(directory, '.git/info/exclude'), join(directory, 'pipe')]);
    const source = await acquire(directory, { deadlineMs: 5000 });
    expect(source.files).toBe(1);
  });
});

describe('a plain directory', () => {
  test('is copied without links, special files, dependencies and git', async () => {
    const directory = await temporaryDirectory();
    const outside = await temporaryDirectory();
    await writeFiles(outside, { secret: 'x' });
    await writeFiles(directory, {
      a: '1',
      'd/b': '2',
      'node_modules/m/i.js': '',
      'd/node_modules/m': '',
      '.git/x': '',
    });
    await symlink(join(outside, 'secret'), join(directory, 'link'));
    await symlink(outside, join(directory, 'up'));
    await execa('mkfifo', [join(directory, 'pipe')]);
    const source = await acquire(directory);
    expect(source).toMatchObject({ kind: 'directory', dirty: false, files: 2, bytes: 2 });
    expect(await listing(source.directory)).toEqual(['a', 'd', 'd/b']);
    expect(source.notes.map(({ code, at }) => `${code} ${at}`).toSorted()).toEqual([
      'dependencies-ignored d/node_modules',
      'dependencies-ignored node_modules',
      'special-file-ignored pipe',
      'symlink-ignored link',
      'symlink-ignored up',
    ]);
  });

  test('has the same id when its content is the same, and another when it is not', async () => {
    const [one, two] = [await temporaryDirectory(), await temporaryDirectory()];
    await writeFiles(one, { a: '1', 'b/c': '2' });
    await writeFiles(two, { 'b/c': '2', a: '1' });
    const ids = [(await acquire(one)).commit, (await acquire(two)).commit];
    await writeFiles(two, { a: '2' });
    ids.push((await acquire(two)).commit);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  test.each([
    [{ maxFiles: 2 }, 'too-many-files'],
    [{ maxBytes: 10 }, 'repo-too-large'],
    [{ maxFileBytes: 5 }, 'repo-too-large'],
  ])('over a limit %j is refused, and nothing stays', async (limits, code) => {
    const directory = await temporaryDirectory();
    await writeFiles(directory, { a: '123456', b: '123456', c: '1' });
    const workDirectory = await temporaryDirectory();
    expect(await failure(acquire(directory, { workDirectory, limits: limitsOf(limits) }))).toMatchObject({
      fault: 'refused',
      code,
    });
    expect(await readdir(workDirectory)).toEqual([]);
  });

  test('without files is empty', async () => {
    expect(await failure(acquire(await temporaryDirectory()))).toMatchObject({ code: 'repo-empty' });
  });

  test('has no branches', async () => {
    const directory = await temporaryDirectory();
    await writeFiles(directory, { a: '1' });
    expect(await failure(acquire(directory, { ref: 'main' }))).toMatchObject({ fault: 'usage', code: 'ref-not-found' });
  });

  test('keeps many notes of one kind short', async () => {
    const directory = await temporaryDirectory();
    await writeFiles(directory, { a: '1' });
    for (let index = 0; index < 50; index += 1) await symlink('/etc', join(directory, `l${index}`));
    const { notes } = await acquire(directory);
    expect(notes).toHaveLength(21);
    expect(notes.at(-1)).toEqual({ code: 'symlink-ignored', message: 'and 30 more of the same kind' });
  });
});

test('a path that does not exist is a typing error', async () => {
  expect(await failure(acquire('./no/such/path'))).toMatchObject({ fault: 'usage', code: 'path-not-found' });
});

test('a file that is no archive is a typing error', async () => {
  expect(await failure(acquire(import.meta.filename))).toMatchObject({ fault: 'usage', code: 'not-a-repository' });
});

test('an interruption is passed on as it is, and nothing stays', async () => {
  const { directory } = await makeRepository({ a: '1' });
  const workDirectory = await temporaryDirectory();
  const reason = new Error('interrupted');
  await expect(acquire(directory, { workDirectory, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  expect(await readdir(workDirectory)).toEqual([]);
});
