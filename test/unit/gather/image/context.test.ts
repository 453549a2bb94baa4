import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { extract } from 'tar-stream';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createContext } from '../../../../src/gather/image/context.ts';
import { readIgnoreRules } from '../../../../src/gather/image/ignore.ts';

const limits = { maxBytes: 1000, maxFiles: 20 };
const forever = new AbortController().signal;

const makeSource = async (files: Record<string, string>) => {
  const directory = await mkdtemp(join(tmpdir(), 'assay-context-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), content);
  }
  return directory;
};

const contextOf = async (directory: string, changed: Partial<typeof limits> = {}, signal = forever) => {
  const rules = await readIgnoreRules(directory);
  const context = createContext(directory, 'FROM a', rules, { ...limits, ...changed }, signal);
  const entries: string[] = [];
  const contents: Record<string, string> = {};
  const reader = extract();
  const reading = (async () => {
    for await (const entry of reader) {
      const { name, mode, uid, gid, mtime, type } = entry.header;
      entries.push(
        `${type === 'directory' ? 'd' : '-'} ${mode.toString(8)} ${uid}:${gid} ${mtime.getUTCFullYear()} ${name}`,
      );
      let content = '';
      for await (const chunk of entry) content += chunk;
      contents[name] = content;
    }
  })();
  for await (const chunk of context) reader.write(chunk);
  reader.end(null);
  await reading;
  return { entries, contents };
};

describe('a context', () => {
  test('has everything in a fixed order, with fixed owner, time and modes', async () => {
    const directory = await makeSource({ Dockerfile: 'FROM original', 'b/run': 'x', a: 'y' });
    await chmod(join(directory, 'b/run'), 0o700);
    await chmod(join(directory, 'a'), 0o600);
    await mkdir(join(directory, 'empty'));
    const { entries, contents } = await contextOf(directory);
    expect(entries).toEqual([
      '- 644 0:0 2020 Dockerfile',
      '- 644 0:0 2020 a',
      'd 755 0:0 2020 b',
      '- 755 0:0 2020 b/run',
      'd 755 0:0 2020 empty',
    ]);
    expect(contents.Dockerfile).toBe('FROM a');
    expect(contents['b/run']).toBe('x');
  });

  test('leaves out what .dockerignore names, but not what the engine needs', async () => {
    const directory = await makeSource({
      '.dockerignore': '*\n!src/keep\n',
      Dockerfile: 'x',
      'src/keep': '1',
      'src/drop': '2',
      'other/a': '3',
    });
    const { entries } = await contextOf(directory);
    expect(entries.map((entry) => entry.split(' ').at(-1))).toEqual(['.dockerignore', 'Dockerfile', 'src/keep']);
  });

  test("follows the Dockerfile's own rules before the general ones", async () => {
    const directory = await makeSource({
      'Dockerfile.dockerignore': 'a',
      '.dockerignore': 'b',
      Dockerfile: 'x',
      a: '1',
      b: '2',
    });
    const { entries } = await contextOf(directory);
    expect(entries.map((entry) => entry.split(' ').at(-1))).toEqual([
      '.dockerignore',
      'Dockerfile',
      'Dockerfile.dockerignore',
      'b',
    ]);
  });

  test('has regular files only, whatever got into the copy', async () => {
    const directory = await makeSource({ Dockerfile: 'x' });
    await symlink('/etc/hostname', join(directory, 'link'));
    await symlink('/etc', join(directory, 'up'));
    await execa('mkfifo', [join(directory, 'pipe')]);
    const { entries } = await contextOf(directory);
    expect(entries).toEqual(['- 644 0:0 2020 Dockerfile']);
  });

  test('keeps long and non-ASCII names', async () => {
    const long = `${'d'.repeat(120)}/${'ü'.repeat(60)}`;
    const { contents } = await contextOf(await makeSource({ Dockerfile: 'x', [long]: 'found' }));
    expect(contents[long]).toBe('found');
  });

  test.each([[{ maxBytes: 50 }], [{ maxFiles: 2 }]])('over a limit %j is refused', async (changed) => {
    const directory = await makeSource({ Dockerfile: 'x', a: 'y'.repeat(60), b: 'z' });
    await expect(contextOf(directory, changed)).rejects.toMatchObject({ fault: 'refused', code: 'context-too-large' });
  });

  test('ends with the reason of the signal', async () => {
    const reason = new Error('interrupted');
    const directory = await makeSource({ Dockerfile: 'x' });
    await expect(contextOf(directory, {}, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
