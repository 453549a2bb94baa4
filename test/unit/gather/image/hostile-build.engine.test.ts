import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { execa } from 'execa';
import { pack } from 'tar-stream';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { countLeft, labelNames, listOwned, removeRun } from '../../../../src/gather/engine/labels.ts';
import { createBench, failure, slim } from './engine-support.ts';

const timeout = 60_000;
const bench = createBench('hostile');
const { run, build } = bench;

/** A server that must not be asked anything. */
const listen = async () => {
  const hits: string[] = [];
  const server = createServer((request, response) => {
    hits.push(request.url ?? '');
    response.end('secret of the host');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return { host: `127.0.0.1:${address.port}`, hits };
};

/** An image as somebody else on this engine may have: under a name, with no label of a run. */
const makeForeignImage = async (name: string, Dockerfile: string, labels: Record<string, string> = {}) => {
  const { docker } = bench.engine();
  const context = pack();
  context.entry({ name: 'Dockerfile' }, Dockerfile);
  context.finalize();
  await text(await docker.buildImage(Readable.from(context), { t: name, labels, forcerm: true }));
  onTestFinished(() => docker.getImage(name).remove({ force: true }));
  return (await docker.getImage(name).inspect()).Id;
};

describe('the engine is not made to ask the host', () => {
  test.each([
    (host: string) => `${slim}ADD http://${host}/secret /x\nRUN cat /x\n`,
    (host: string) => `${slim}ARG H=${host}\nADD http://$H/secret /x\n`,
    (host: string) => `FROM ${host}/x\n`,
    (host: string) => `ARG H=${host}\nFROM $H/x\n`,
    (host: string) => `${slim}COPY --from=${host}/x /a /b\n`,
    (host: string) => `${slim}RUN --mount=type=bind,from=${host}/x,target=/x ls\n`,
    (host: string) => `# syntax=${host}/frontend\n${slim}`,
  ])('case %#', { timeout }, async (dockerfileFor) => {
    const { host, hits } = await listen();
    const error = await failure(build({ Dockerfile: dockerfileFor(host) }, { networkMode: 'none' }));
    expect(error.fault).toBe('refused');
    expect(error.message).toMatch(/^line \d+ of the Dockerfile/);
    expect(hits).toEqual([]);
  });

  test('by what a base image brings along', { timeout }, async () => {
    const { host, hits } = await listen();
    const name = `assay-test-onbuild-${process.pid}:1`;
    await makeForeignImage(name, `${slim}ONBUILD ADD http://${host}/secret /x\n`);
    const error = await failure(build({ Dockerfile: `FROM ${name}\nRUN cat /x\n` }));
    expect(error).toMatchObject({ fault: 'refused', code: 'remote-add' });
    expect(hits).toEqual([]);
  });
});

describe('images of others', () => {
  test('that a run made are not built upon', { timeout }, async () => {
    const name = `assay-test-other-${process.pid}:1`;
    await makeForeignImage(name, slim, {
      [labelNames.run]: 'another',
      [labelNames.deadline]: new Date(Date.now() + 600_000).toISOString(),
    });
    expect(await failure(build({ Dockerfile: `FROM ${name}\n` }))).toMatchObject({
      fault: 'refused',
      code: 'base-image',
    });
    expect(await failure(build({ Dockerfile: `${slim}COPY --from=${name} / /x\n` }))).toMatchObject({
      code: 'base-image',
    });
  });

  test.each([12, 64])('are not reached by %i digits of their id', { timeout }, async (digits) => {
    const id = await makeForeignImage(`assay-test-id-${process.pid}:1`, slim);
    const Dockerfile = `FROM ${id.replace('sha256:', '').slice(0, digits)}\n`;
    const error = await failure(build({ Dockerfile }));
    expect(error).toMatchObject({ fault: 'refused', code: 'base-image' });
  });
});

test('no secret of the grader reaches a build', { timeout }, async () => {
  const home = await mkdtemp(join(tmpdir(), 'assay-home-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const proxy = 'http://user:canary-proxy@127.0.0.1:1';
  await writeFile(
    join(home, 'config.json'),
    JSON.stringify({
      proxies: { default: { httpProxy: proxy } },
      auths: { 'docker.io': { auth: 'Y2FuYXJ5OmF1dGg=' } },
    }),
  );
  await writeFile(join(home, '.npmrc'), '//registry.example.org/:_authToken=canary-npm\n');
  for (const [name, value] of Object.entries({
    DOCKER_CONFIG: home,
    HOME: home,
    HTTP_PROXY: proxy,
    http_proxy: proxy,
    NPM_TOKEN: 'canary-npm',
  }))
    vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const image = await build({
    Dockerfile: `${slim}ARG HTTP_PROXY\nARG NPM_TOKEN\nRUN env; echo "[$HTTP_PROXY$NPM_TOKEN]"; cat ~/.npmrc || true\n`,
  });
  const history = await bench.engine().docker.getImage(image.id).history();
  expect(image.log).toContain('[]');
  for (const text of [JSON.stringify(image), JSON.stringify(history)]) expect(text).not.toMatch(/canary|Y2FuYXJ5/);
});

test('nothing is shared with another run through the cache of layers', { timeout }, async () => {
  const files = { Dockerfile: `${slim}RUN cat /proc/sys/kernel/random/uuid\n` };
  const idOf = (log: string) => /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]+/.exec(log)?.[0];
  const other = { ...run, id: `${run.id}-other` };
  const [one, two] = [await build(files), await build(files, { run: other })];
  await removeRun(bench.engine(), other.id);
  expect(idOf(one.log)).toBeDefined();
  expect(idOf(one.log)).not.toBe(idOf(two.log));
  expect(await countLeft(bench.engine(), other.id)).toBe(0);
});

test('what a killed grader was building is found by its labels', { timeout }, async () => {
  const directory = await mkdtemp(join(tmpdir(), 'assay-killed-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  await writeFile(join(directory, 'Dockerfile'), `${slim}RUN echo > /a\nRUN sleep 600\n`);
  const root = join(import.meta.dirname, '../../../../src/gather');
  const program = `
    import { connectEngine } from ${JSON.stringify(join(root, 'engine/connect.ts'))};
    import { buildImage } from ${JSON.stringify(join(root, 'image/build.ts'))};
    const progress = { stage() {}, note() {}, update(detail) { console.log(detail); } };
    const run = { id: ${JSON.stringify(run.id)}, deadline: new Date(Date.now() + 600_000) };
    const source = { directory: ${JSON.stringify(directory)}, notes: [] };
    await buildImage({ engine: await connectEngine(), run, source, deadlineMs: 60_000, progress, signal: new AbortController().signal });
  `;
  const grader = execa(process.execPath, ['--input-type=module-typescript', '--eval', program], { reject: false });
  await new Promise<void>((resolve, reject) => {
    grader.stdout.on('data', (chunk) => String(chunk).includes('sleep 600') && resolve());
    grader.stdout.on('end', () => reject(new Error('the grader ended by itself')));
  });
  grader.kill('SIGKILL');
  await grader;
  expect((await listOwned(bench.engine(), run.id)).length).toBeGreaterThan(0);
  await removeRun(bench.engine(), run.id);
  await expect.poll(() => countLeft(bench.engine(), run.id), { timeout: 5000 }).toBe(0);
});
