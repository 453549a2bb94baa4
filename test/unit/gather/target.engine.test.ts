import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ImageFact } from '../../../src/core/artifact.ts';
import { AssayError } from '../../../src/core/errors.ts';
import { silent } from '../../../src/core/progress.ts';
import { connectEngine, type Engine } from '../../../src/gather/engine/connect.ts';
import { countLeft, removeRun } from '../../../src/gather/engine/labels.ts';
import { defaultLimits } from '../../../src/gather/engine/limits.ts';
import { type RunningTarget, startTarget, type TargetOptions } from '../../../src/gather/target.ts';
import { buildTestImage, server } from './target-images.ts';

const imageRun = { id: `test-images-${process.pid}`, deadline: new Date(Date.now() + 900_000) };
const run = { id: `test-target-${process.pid}`, deadline: new Date(Date.now() + 900_000) };
const port = 8080;
const timeout = 60_000;

let engine: Engine;
let socketRoot: string;
let volumesBefore: number;
let target: RunningTarget | undefined;

const countVolumes = async () => (await engine.docker.listVolumes()).Volumes.length;

beforeAll(async () => {
  engine = await connectEngine();
  socketRoot = await mkdtemp(join(tmpdir(), 'assay-'));
  volumesBefore = await countVolumes();
}, timeout);

afterEach(async () => {
  await target?.dispose();
  target = undefined;
  expect(await countLeft(engine, run.id)).toBe(0);
  expect(await readdir(socketRoot)).toEqual([]);
}, timeout);

afterAll(async () => {
  await removeRun(engine, imageRun.id);
  expect(await countLeft(engine, imageRun.id)).toBe(0);
  expect(await countVolumes()).toBe(volumesBefore);
  await rm(socketRoot, { recursive: true });
}, timeout);

const optionsFor = (image: ImageFact, overrides: Partial<TargetOptions> = {}): TargetOptions => ({
  ...{ engine, run, image, port, limits: defaultLimits, socketRoot, progress: silent },
  challenge: {
    services: {},
    probes: { live: '/health/live', ready: '/health/ready' },
    budgets: { acquire: 1, build: 1, ready: 4, check: 1, load: 1, stop: 1, total: 1 },
  },
  environment: (services) => ({ PORT: `${port}`, DATABASE_URL: services.postgres?.url ?? '' }),
  signal: AbortSignal.timeout(timeout),
  ...overrides,
});

const start = async (image: ImageFact, overrides?: Partial<TargetOptions>): Promise<RunningTarget> => {
  target = await startTarget(optionsFor(image, overrides));
  return target;
};

const build = (program: string, instructions?: string) => buildTestImage(engine, imageRun, program, instructions);

const failureOf = async (starting: Promise<unknown>): Promise<AssayError> => {
  const error = await starting.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AssayError)) throw new Error(`expected an AssayError, got ${error}`);
  return error;
};

const get = (socketPath: string, path: string): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const sent = request({ socketPath, path, headers: { host: 'localhost' }, agent: false }, (response) =>
      resolve(json(response)),
    );
    sent.on('error', reject).end();
  });

const isolation = `
  const tried = async (work) => { try { return String(await work()); } catch (error) { return error.code ?? error.message; } };
  const tcp = (host) => new Promise((resolve, reject) => net.connect({ host, port: 80, timeout: 1500 }).on('connect', () => resolve('connected')).on('timeout', () => resolve('timeout')).on('error', reject));
  if (url === '/isolation') return reply(response, 200, {
    status: Object.fromEntries(fs.readFileSync('/proc/self/status', 'utf8').split('\\n').map((line) => line.split(':\\t'))),
    interfaces: fs.readdirSync('/sys/class/net'),
    routes: fs.readFileSync('/proc/net/route', 'utf8').trim().split('\\n').length - 1,
    outside: await Promise.all(['1.1.1.1', '169.254.169.254', '172.17.0.1', '2606:4700::1111'].map((host) => tried(() => tcp(host)))),
    dns: await tried(() => dns.lookup('example.com')),
    resolver: await tried(() => dns.resolve4('example.com')),
    postgres: (await dns.lookup('postgres')).address,
    database: await tried(() => new Promise((resolve, reject) => net.connect(5432, 'postgres').on('connect', () => resolve('connected')).on('error', reject))),
    rootWrite: await tried(() => fs.writeFileSync('/app/x', '')),
    tmpWrite: await tried(() => fs.writeFileSync('/tmp/x', '')),
    tmpSize: fs.statfsSync('/tmp').blocks * fs.statfsSync('/tmp').bsize,
    dataSize: fs.statfsSync('/data').blocks * fs.statfsSync('/data').bsize,
    memory: ['/sys/fs/cgroup/memory/memory.limit_in_bytes', '/sys/fs/cgroup/memory.max'].filter(fs.existsSync).map((file) => Number(fs.readFileSync(file, 'utf8'))),
    pids: ['/sys/fs/cgroup/pids/pids.max', '/sys/fs/cgroup/pids.max'].filter(fs.existsSync).map((file) => Number(fs.readFileSync(file, 'utf8'))),
    socket: fs.existsSync('/var/run/docker.sock') || fs.existsSync('/sockets'),
    environment: process.env,
  });
`;

describe('startTarget with a program that works', () => {
  test('runs it with its database in a pod without a way out', { timeout }, async () => {
    const image = await build(server(isolation), 'VOLUME /data\nUSER node\nCMD ["node", "program.mjs"]');
    const challenge = { ...optionsFor(image).challenge, services: { postgres: { image: 'postgres:15' } } };
    const begun = performance.now();
    const running = await start(image, { challenge });
    const readyMs = performance.now() - begun;

    expect(running.fact).toEqual({
      readyMs: expect.any(Number),
      readyBy: { path: '/health/ready', status: 200 },
      port,
      listensOn: ['0.0.0.0'],
      runsAs: '1000',
      readOnlyRoot: true,
      notes: [],
    });
    expect(await get(running.socketPath, '/isolation')).toMatchObject({
      status: {
        Uid: '1000\t1000\t1000\t1000',
        CapEff: '0000000000000000',
        CapBnd: '0000000000000000',
        NoNewPrivs: '1',
        Seccomp: '2',
      },
      interfaces: ['lo'],
      routes: 0,
      outside: ['ENETUNREACH', 'ENETUNREACH', 'ENETUNREACH', expect.stringMatching(/ENETUNREACH|EADDRNOTAVAIL/)],
      dns: expect.stringMatching(/EAI_AGAIN|ENOTFOUND/),
      resolver: expect.stringMatching(/ECONNREFUSED|ESERVFAIL|ETIMEOUT|ENOTFOUND/),
      postgres: '127.0.0.1',
      database: 'connected',
      rootWrite: 'EROFS',
      tmpWrite: 'undefined',
      tmpSize: 64 * 2 ** 20,
      dataSize: 64 * 2 ** 20,
      memory: [defaultLimits.memoryBytes],
      pids: [defaultLimits.pids],
      socket: false,
      environment: {
        PORT: '8080',
        DATABASE_URL: expect.stringMatching(/^postgres:\/\/assay:[0-9a-f]{24}@127\.0\.0\.1:5432\/assay$/),
      },
    });
    expect(running.logText()).toBe('listening\n');
    expect(await running.exited()).toBeUndefined();
    expect(await running.cpuSeconds()).toBeGreaterThan(0.01);
    expect(await running.memoryPeakBytes()).toBeGreaterThan(10 * 2 ** 20);

    const disposing = performance.now();
    await running.dispose();
    const disposeMs = performance.now() - disposing;
    expect(existsSync(running.socketPath)).toBe(false);
    console.info(`pod, database and candidate ready ${Math.round(readyMs)} ms, disposed ${Math.round(disposeMs)} ms`);
  });
});
