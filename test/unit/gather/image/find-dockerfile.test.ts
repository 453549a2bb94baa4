import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readDockerfile } from '../../../../src/gather/image/find-dockerfile.ts';

const makeSource = async (paths: Record<string, string>) => {
  const directory = await mkdtemp(join(tmpdir(), 'assay-dockerfile-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(paths)) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), content);
  }
  return { directory, notes: [] };
};

test('reads the one at the root', async () => {
  expect(await readDockerfile(await makeSource({ Dockerfile: 'FROM a', 'x/Dockerfile': 'FROM b' }))).toBe('FROM a');
});

test('names where others were seen instead of guessing', async () => {
  const source = await makeSource({
    'deep/down/here/Dockerfile': '',
    'api/Dockerfile.prod': '',
    containerfile: '',
    'x/dockerfile.ts.md/a': '',
  });
  await expect(readDockerfile(source)).rejects.toMatchObject({
    fault: 'candidate-fault',
    code: 'no-dockerfile',
    hint: expect.stringContaining('`containerfile`, `api/Dockerfile.prod`, `deep/down/here/Dockerfile`'),
  });
});

test('says that there is none at all', async () => {
  const source = await makeSource({ a: '' });
  await expect(readDockerfile(source)).rejects.toMatchObject({
    code: 'no-dockerfile',
    hint: expect.not.stringContaining('seen'),
  });
});

test('says that it is a link, or a directory', async () => {
  const source = await makeSource({ a: '' });
  const notes = [{ code: 'symlink-ignored', message: '', at: 'Dockerfile' }];
  await expect(readDockerfile({ ...source, notes })).rejects.toMatchObject({
    code: 'no-dockerfile',
    message: expect.stringContaining('symbolic link'),
  });
  await expect(readDockerfile(await makeSource({ 'Dockerfile/a': '' }))).rejects.toMatchObject({
    code: 'no-dockerfile',
    message: expect.stringContaining('directory'),
  });
});

test('does not read one that is too long', async () => {
  await expect(readDockerfile(await makeSource({ Dockerfile: '#'.repeat(70_000) }))).rejects.toMatchObject({
    code: 'dockerfile-invalid',
  });
});
