import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AssayError } from '../../../src/core/errors.ts';
import { type FileSystem, fileSystem } from '../../../src/report/atomic.ts';
import { type Format, formats, publish } from '../../../src/report/publish.ts';
import { parseReport } from '../../../src/report/schema.ts';
import { sampleReport } from '../../golden/sample/report.ts';

const all = { formats, audience: 'engineer' } as const;

let directory = '';

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'assay-publish-'));
});

afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

const failureOf = async (action: Promise<unknown>): Promise<AssayError> => {
  const error = await action.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof AssayError) return error;
  throw new Error(`no AssayError was thrown, but ${error}`);
};

const contents = async (): Promise<Record<string, string>> => {
  const names = (await readdir(directory)).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(directory, name), 'utf8')));
  return Object.fromEntries(names.map((name, index) => [name, texts[index] ?? '']));
};

const failingAt = (call: keyof FileSystem, on: RegExp, code: string): FileSystem => ({
  ...fileSystem,
  [call]: async (...args: [string, string]) => {
    if (args.some((argument) => on.test(argument))) throw Object.assign(new Error(code), { code });
    return fileSystem[call](...args);
  },
});

describe('what is written', () => {
  test('every form and the logs, report.json last', async () => {
    const files = await publish(join(directory, 'new/deep'), sampleReport, all);
    expect(files).toEqual(
      ['report.html', 'report.md', 'junit.xml', 'build.log', 'container.log', 'report.json'].map((name) =>
        join(directory, 'new/deep', name),
      ),
    );
    expect((await readdir(join(directory, 'new/deep'))).length).toBe(6);
  });

  test.each<[Format[], string[]]>([
    [[], ['report.json']],
    [['md'], ['report.md', 'report.json']],
    [
      ['json', 'junit'],
      ['junit.xml', 'report.json'],
    ],
  ])('of %j only %j', async (wanted, names) => {
    const files = await publish(directory, sampleReport, { formats: wanted, audience: 'engineer', logs: false });
    expect(files.map((file) => file.slice(directory.length + 1))).toEqual(names);
  });

  test('report.json is the whole truth, also where the pages are for the candidate', async () => {
    await publish(directory, sampleReport, { formats: ['md'], audience: 'candidate' });
    const files = await contents();
    expect(parseReport(files['report.json'] ?? '')).toEqual(sampleReport);
    expect(files['report.md']).not.toContain('Skips items');
    expect(files['container.log']).toBe('(withheld: it would show what hidden checks do)');
  });

  test('a link in the way is replaced, never followed', async () => {
    const outside = join(directory, 'outside');
    await writeFile(outside, 'mine');
    await symlink(outside, join(directory, 'report.json'));
    await publish(directory, sampleReport, { formats: [], audience: 'engineer' });
    expect(await readFile(outside, 'utf8')).toBe('mine');
  });
});

describe('what fails', () => {
  const earlier = { ...sampleReport, environment: { ...sampleReport.environment, seed: 1 } };

  test.each<[string, keyof FileSystem, RegExp]>([
    ['before anything was written', 'writeNew', /report\.html/],
    ['in the middle', 'writeNew', /junit\.xml/],
    ['at the last file', 'writeNew', /report\.json/],
    ['at the first rename', 'rename', /report\.html$/],
  ])('%s: the earlier report is as it was, and nothing is left over', async (_name, call, on) => {
    await publish(directory, earlier, all);
    const before = await contents();
    const failure = await failureOf(publish(directory, sampleReport, all, failingAt(call, on, 'ENOSPC')));
    expect([failure.fault, failure.code]).toEqual(['infra-error', 'report-not-written']);
    expect(failure.message).toMatch(/^could not write ".*": no space is left on the device \(ENOSPC\)$/);
    expect(await contents()).toEqual(before);
  });

  test('a file where the directory should be', async () => {
    await writeFile(join(directory, 'taken'), '');
    const failure = await failureOf(publish(join(directory, 'taken/reports'), sampleReport, all));
    expect(failure.message).toBe(
      `could not write "${join(directory, 'taken/reports')}": a part of the path is not a directory (ENOTDIR)`,
    );
  });

  test('a disk without permission', async () => {
    const failure = await failureOf(publish(directory, sampleReport, all, failingAt('writeNew', /./, 'EACCES')));
    expect(failure.message).toContain('permission is denied (EACCES)');
    expect(await readdir(directory)).toEqual([]);
  });
});

const canMount = (): boolean => {
  try {
    execFileSync('unshare', ['--mount', 'true'], { stdio: 'ignore' });
    return process.platform === 'linux' && process.getuid?.() === 0;
  } catch {
    return false;
  }
};

const publishScript = `
  import { publish } from './src/report/publish.ts';
  import { sampleReport } from './test/golden/sample/report.ts';
  const [directory, seed] = process.argv.slice(1);
  const report = { ...sampleReport, environment: { ...sampleReport.environment, seed: Number(seed) } };
  try {
    await publish(directory, report, { formats: ['html', 'md', 'junit'], audience: 'engineer' });
  } catch (error) {
    console.log(error.code, error.message);
  }
`;
const publishCommand = [process.execPath, '--input-type=module-typescript', '--eval', publishScript, '--'];

test.skipIf(!canMount())('a disk that is really full (needs the right to mount) keeps the earlier report', () => {
  const script = [
    'set -e',
    `place="${directory}"`,
    'mount -t tmpfs -o size=400k tmpfs "$place"',
    '"$@" "$place" 1',
    'before=$(cat "$place"/* | sha256sum)',
    'head -c 150000 /dev/zero > "$place/.ballast"',
    '"$@" "$place" 2',
    '[ "$before" = "$(cat "$place"/* | sha256sum)" ] && echo unchanged',
    'ls -A "$place" | grep -c tmp || true',
  ].join('\n');
  const output = execFileSync('unshare', ['--mount', 'bash', '-c', script, 'publish', ...publishCommand], {
    encoding: 'utf8',
  });
  expect(output).toMatch(
    /report-not-written could not write ".*": no space is left on the device \(ENOSPC\)\nunchanged\n0\n$/,
  );
});

test('killed at any moment, a report is whole or absent, and the next run removes what was left', async () => {
  const loop = publishScript.replace('await publish', 'for (;;) await publish');
  const [command = '', flag = '', evaluate = ''] = publishCommand;
  for (const ms of [0, 7, 23, 61]) {
    const child = spawn(command, [flag, evaluate, loop, '--', directory, '5'], { stdio: 'ignore' });
    const exited = new Promise((resolve) => child.on('exit', resolve));
    while (!(await readdir(directory)).includes('report.json')) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, ms));
    child.kill('SIGKILL');
    await exited;
    expect(parseReport(await readFile(join(directory, 'report.json'), 'utf8')).environment.seed).toBe(5);
  }
  await publish(directory, sampleReport, all);
  expect((await readdir(directory)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
}, 30_000);
