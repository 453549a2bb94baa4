import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { git, serveGit, temporaryDirectory } from '../unit/gather/source/support.ts';
import { makeSubmission, type Submission } from './submissions.ts';
import { leftovers, lossesOf, resultOf, runGrade, startGrade } from './support.ts';

const disposals: (() => Promise<unknown>)[] = [];
const submission = async (name: Parameters<typeof makeSubmission>[0]): Promise<Submission> => {
  const made = await makeSubmission(name);
  disposals.push(made.dispose);
  return made;
};

afterAll(async () => {
  for (const dispose of disposals) await dispose();
  expect(await leftovers()).toEqual([]);
});

const written = (directory: string): Promise<string[]> => readdir(directory).then((names) => names.sort());

test('the reference solution, from a git URL, loses no point and leaves nothing behind', async () => {
  const { path } = await submission('good');
  const root = await temporaryDirectory();
  await git(root, ['clone', '--quiet', '--bare', path, join(root, 'checkout.git')]);
  const { url } = await serveGit(root);
  const started = await startGrade(`${url}/checkout.git`, '--level', 'staff', '--seed', '7');
  const { report, exitCode, stdout, stderr, directory } = await started.finish();
  const files = await written(directory);
  await started.dispose();

  expect(stderr).not.toContain('fault of Assay');
  expect(exitCode).toBe(0);
  expect(lossesOf(report)).toEqual([]);
  expect(report?.score.high).toBeCloseTo(100, 3);
  expect(files).toEqual(['build.log', 'container.log', 'junit.xml', 'report.html', 'report.json', 'report.md']);
  expect(stdout).toContain('Checkout API · staff level');
  expect(report?.submission).toMatchObject({
    kind: 'git',
    commit: expect.stringMatching(/^[0-9a-f]{40}$/),
    dirty: false,
  });
  expect(report?.environment).toMatchObject({ seed: 7, engine: { version: expect.any(String) } });
  expect(report?.environment.order.length).toBeGreaterThan(90);
  expect(report?.leftBehind).toBe(0);
  expect((report?.environment.harnessPeakBytes ?? Number.POSITIVE_INFINITY) / 2 ** 20).toBeLessThan(300);
});

test('wrong statuses and offset paging cost where they show, and nothing else', async () => {
  const { path } = await submission('loose');
  const { exitCode, report } = await runGrade(path, '--level', 'staff', '--no-load', '--seed', '7', '-q');
  expect(exitCode).toBe(0);
  expect(lossesOf(report)).toEqual(
    expect.arrayContaining([
      'created-status',
      'missing-resource',
      'method-not-allowed',
      'duplicate-conflict',
      'page-cursor-invalid',
      'page-stability',
    ]),
  );
  expect(resultOf(report, 'expired-token')?.status).toBe('pass');
  expect(resultOf(report, 'created-status')).toMatchObject({ attempts: 2, failures: 2, flaky: false });
});

test('an expired token that is accepted and a stack trace that is shown are found, and cap the band', async () => {
  const { path } = await submission('trusting');
  const { report, stdout } = await runGrade(path, '--level', 'mid', '--no-load', '--seed', '7', '-q');
  expect(lossesOf(report)).toEqual(expect.arrayContaining(['expired-token', 'error-leaks']));
  expect(report?.summary.caps).toContain('expired-token');
  expect(stdout).toContain('Accepts an expired token');
  const [finding] = resultOf(report, 'expired-token')?.findings ?? [];
  expect(finding).toMatchObject({
    expected: expect.stringContaining('401'),
    received: expect.stringContaining('200'),
    exchange: { request: { method: 'GET' } },
    remedy: expect.stringContaining('exp'),
  });
});

test('a submission that does not start is told why, exits 3, and is graded as far as it goes', async () => {
  const { path } = await submission('broken');
  const { exitCode, report, stdout } = await runGrade(path, '--no-load', '-q');
  expect(exitCode).toBe(3);
  expect(report).toMatchObject({
    outcome: 'candidate-fault',
    reason: { code: 'exited', log: expect.stringContaining('REDIS_URL is not set') },
  });
  expect(stdout).toContain('REDIS_URL is not set');
  expect(resultOf(report, 'created-status')).toMatchObject({ status: 'blocked', earned: 0 });
  expect(resultOf(report, 'contract-operations')?.status).toBe('pass');
});

const folder = async (files: Record<string, string>): Promise<string> => {
  const directory = await temporaryDirectory();
  await mkdir(directory, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text);
  return directory;
};

test.each([
  ['without a Dockerfile', { 'README.md': 'hello' }, 'no-dockerfile', 3],
  ['whose build fails', { Dockerfile: 'FROM debian:bookworm-slim\nRUN echo compiling && exit 7\n' }, 'build-failed', 3],
  ['without a command', { Dockerfile: 'FROM debian:bookworm-slim\nCMD []\n' }, 'no-command', 3],
  ['that fetches by ADD', { Dockerfile: 'FROM debian:bookworm-slim\nADD http://127.0.0.1:1/x /x\n' }, undefined, 3],
])('a submission %s ends with a reason and a report', async (_, files: Record<string, string>, code, exit) => {
  const { exitCode, report, stdout } = await runGrade(await folder(files), '-q');
  expect(exitCode).toBe(exit);
  expect(report?.reason?.message).toBeTruthy();
  if (code) expect(report?.reason?.code).toBe(code);
  expect(stdout).toContain(report?.reason?.remedy?.slice(0, 20));
});

test('an interrupt removes everything within ten seconds and exits 130', async () => {
  const run = await startGrade(await folder({ Dockerfile: 'FROM debian:bookworm-slim\nRUN sleep 300\n' }));
  await new Promise<void>((resolve) => {
    run.child.stderr?.on('data', (text) => /RUN sleep|2\/2/.test(String(text)) && resolve());
    setTimeout(resolve, 15_000).unref();
  });
  const begun = performance.now();
  run.child.kill('SIGINT');
  const { exitCode } = await run.finish();
  await run.dispose();
  expect(exitCode).toBe(130);
  expect(performance.now() - begun).toBeLessThan(10_000);
  expect(await leftovers()).toEqual([]);
});

test('two grades at once do not disturb each other', async () => {
  const { path } = await submission('broken');
  const runs = await Promise.all([runGrade(path, '--no-load', '-q'), runGrade(path, '--no-load', '-q')]);
  expect(runs.map(({ exitCode }) => exitCode)).toEqual([3, 3]);
  expect(runs.map(({ report }) => report?.reason?.code)).toEqual(['exited', 'exited']);
});
