import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
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
let target: RunningTarget | undefined;

beforeAll(async () => {
  engine = await connectEngine();
  socketRoot = await mkdtemp(join(tmpdir(), 'assay-'));
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
    postgres: await tried(async () => (await dns.lookup('postgres')).address),
    database: await tried(() => new Promise((resolve, reject) => net.connect(5432, 'postgres').on('connect', () => resolve('connected')).on('error', reject))),
    rootWrite: await tried(() => fs.writeFileSync('/app/x', '')),
    tmpWrite: await tried(() => fs.writeFileSync('/tmp/x', '')),
    tmpSize: fs.statfsSync('/tmp').blocks * fs.statfsSync('/tmp').bsize,
    dataSize: await tried(() => fs.statfsSync('/data').blocks * fs.statfsSync('/data').bsize),
    memory: ['/sys/fs/cgroup/memory/memory.limit_in_bytes', '/sys/fs/cgroup/memory.max'].filter(fs.existsSync).map((file) => Number(fs.readFileSync(file, 'utf8'))),
    pids: ['/sys/fs/cgroup/pids/pids.max', '/sys/fs/cgroup/pids.max'].filter(fs.existsSync).map((file) => Number(fs.readFileSync(file, 'utf8'))),
    socket: fs.existsSync('/var/run/docker.sock') || fs.existsSync('/sockets'),
    environment: process.env,
  });
`;

/** Which of the two depends on whether the request was written before or after the other side closed. */
const closed = { code: expect.stringMatching(/^(ECONNRESET|EPIPE)$/) };

describe('startTarget with a program that works', () => {
  test('runs it with its database in a pod without a way out', { timeout }, async () => {
    const image = await build(
      server(isolation),
      'VOLUME /data\nUSER node\nHEALTHCHECK --interval=1s CMD touch /tmp/checked\nCMD ["node", "program.mjs"]',
    );
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
      dataSize: `${64 * 2 ** 20}`,
      memory: [defaultLimits.memoryBytes],
      pids: [defaultLimits.pids],
      socket: false,
      environment: {
        PORT: '8080',
        DATABASE_URL: expect.stringMatching(/^postgres:\/\/assay:[0-9a-f]{24}@127\.0\.0\.1:5432\/assay$/),
      },
    });
    const inspected = await engine.docker.getContainer(running.containerId).inspect();
    expect(inspected).toMatchObject({ Mounts: [], HostConfig: { Binds: null }, NetworkSettings: { Ports: {} } });
    expect(inspected.State.Health).toBeUndefined();
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

describe('startTarget with a program that does not get ready', () => {
  test('that exits: exited, with its last log lines', { timeout }, async () => {
    const fault = await failureOf(
      start(await build(`console.error('\\u001b[31mno DATABASE_URL\\u001b[0m\\u0007'); process.exit(3);`)),
    );
    expect(fault).toMatchObject({ fault: 'candidate-fault', code: 'exited', log: 'no DATABASE_URL\\u{7}' });
    expect(fault.message).toMatch(/^the container exited with code 3 after \d+\.\d s, before it answered a request$/);
  });

  test('that ends without an error: exited, and says what to do about it', { timeout }, async () => {
    const fault = await failureOf(start(await build(`console.log('started in the background');`)));
    expect(fault).toMatchObject({ code: 'exited', message: expect.stringContaining('code 0') });
    expect(fault.hint).toContain('foreground');
  });

  test('that takes too much memory: out-of-memory', { timeout }, async () => {
    const hog = 'const kept = []; for (;;) kept.push(Buffer.alloc(2 ** 20, 1));';
    const fault = await failureOf(
      start(await build(hog), { limits: { ...defaultLimits, memoryBytes: 128 * 2 ** 20 } }),
    );
    expect(fault).toMatchObject({ fault: 'candidate-fault', code: 'out-of-memory' });
    expect(fault.message).toContain('128 MiB');
  });

  test('that never listens: never-listened', { timeout }, async () => {
    const fault = await failureOf(start(await build('setInterval(() => {}, 1000);')));
    expect(fault).toMatchObject({
      code: 'never-listened',
      message: 'nothing listened on port 8080, nor on any other, within 4 s of the start',
    });
  });

  test('that listens elsewhere: wrong-port, with the port it listens on', { timeout }, async () => {
    const fault = await failureOf(start(await build(server('', '3000'))));
    expect(fault).toMatchObject({
      code: 'wrong-port',
      message: 'the container listened on [::]:3000, but not on port 8080',
      log: 'listening',
    });
  });

  test('that is never ready: never-ready, with the last status', { timeout }, async () => {
    const fault = await failureOf(start(await build(server('return reply(response, 503, {});'))));
    expect(fault).toMatchObject({
      code: 'never-ready',
      message:
        'the container listened on port 8080, but `GET /health/ready` had no answer below 500 within 4 s: the last attempt answered 503',
    });
  });

  test.each([
    ['closes each connection', 'socket.destroy()', 'closed the connection without an answer'],
    ['talks something else', `socket.end('220 smtp ready\\r\\n')`, 'answered something that is not HTTP'],
    ['says nothing', '{}', 'did not answer within 2000 ms'],
  ])('that %s: never-ready', { timeout }, async (_, reaction, last) => {
    const program = `import net from 'node:net'; net.createServer((socket) => { socket.on('error', () => {}); ${reaction}; }).listen(8080);`;
    const fault = await failureOf(start(await build(program)));
    expect(fault.code).toBe('never-ready');
    expect(fault.message.endsWith(`the last attempt ${last}`)).toBe(true);
  });

  test('without a command: no-command', { timeout }, async () => {
    const fault = await failureOf(start(await build('', 'USER node\nENTRYPOINT []\nCMD []')));
    expect(fault).toMatchObject({ fault: 'candidate-fault', code: 'no-command' });
  });

  test.each([
    ['a program that is not there', 'ENTRYPOINT ["/app/nothing"]'],
    ['a script without #!', 'RUN printf "not a program" > /app/run && chmod 755 /app/run\nENTRYPOINT ["/app/run"]'],
    ['a user that is not there', 'USER nobody-knows\nENTRYPOINT ["node"]'],
    ['a volume over the process information', 'VOLUME /proc/data\nENTRYPOINT ["node"]'],
    ['a volume without a place', 'VOLUME data\nENTRYPOINT ["node"]'],
  ])('with %s: not-executable', { timeout }, async (_, instructions) => {
    const fault = await failureOf(start(await build('', instructions)));
    expect(fault).toMatchObject({ fault: 'candidate-fault', code: 'not-executable' });
  });

  test('that floods its log: log-flood, stopped at once and kept short', { timeout }, async () => {
    const flood = `import { writeSync } from 'node:fs'; const line = Buffer.alloc(65536, 'x'); for (;;) try { writeSync(1, line); } catch {}`;
    const begun = performance.now();
    const fault = await failureOf(start(await build(flood)));
    expect(fault).toMatchObject({ fault: 'candidate-fault', code: 'log-flood' });
    expect(fault.log?.length).toBeLessThanOrEqual(4_000);
    expect(performance.now() - begun).toBeLessThan(15_000);
  });
});

describe('startTarget with a program that needs more than the strictest configuration', () => {
  test('that listens on 127.0.0.1 only: works, with a note', { timeout }, async () => {
    const running = await start(await build(server('', "8080, '127.0.0.1'")));
    expect(running.fact).toMatchObject({ listensOn: ['127.0.0.1'], notes: [{ code: 'loopback-only' }] });
  });

  test('that does not know the readiness path: ready by its 404', { timeout }, async () => {
    const running = await start(await build(server('return reply(response, 404, {});')));
    expect(running.fact.readyBy).toEqual({ path: '/health/ready', status: 404 });
  });

  test('an image of root: runs as nobody, with a home to write to', { timeout }, async () => {
    const running = await start(await build(server(isolation), 'VOLUME /data\nCMD ["node", "program.mjs"]'));
    expect(running.fact).toMatchObject({ runsAs: '65532:65532', readOnlyRoot: true, notes: [] });
    expect(await get(running.socketPath, '/isolation')).toMatchObject({
      status: { Uid: '65532\t65532\t65532\t65532', CapEff: '0000000000000000' },
      environment: { HOME: '/tmp' },
    });
  });

  test('an image of root with files of root alone: runs as root without capabilities', { timeout }, async () => {
    const instructions = 'RUN chown -R 0:0 /app && chmod 700 /app && mkdir /data\nCMD ["node", "program.mjs"]';
    const running = await start(await build(server(isolation), instructions));
    expect(running.fact).toMatchObject({ runsAs: '0:0', readOnlyRoot: true, notes: [{ code: 'runs-as-root' }] });
    expect(await get(running.socketPath, '/isolation')).toMatchObject({
      status: { Uid: '0\t0\t0\t0', CapEff: '0000000000000000', CapBnd: '0000000000000000', NoNewPrivs: '1' },
    });
  });

  test('that writes beside its code: runs with a writable root, with a note', { timeout }, async () => {
    const program = `import { writeFileSync } from 'node:fs'; writeFileSync('/app/state.json', '{}');${server().replace("import * as fs from 'node:fs';", '')}`;
    const running = await start(await build(program, 'RUN chown 1000 /app\nUSER node\nCMD ["node", "program.mjs"]'));
    expect(running.fact).toMatchObject({
      runsAs: '1000',
      readOnlyRoot: false,
      notes: [{ code: 'needs-writable-root' }],
    });
  });

  test('with a volume over the program: keeps the program', { timeout }, async () => {
    const running = await start(await build(server(isolation), 'VOLUME /app\nUSER node\nCMD ["node", "program.mjs"]'));
    expect(running.fact).toMatchObject({ readOnlyRoot: true, notes: [] });
    const inspected = await engine.docker.getContainer(running.containerId).inspect();
    expect(inspected.Mounts).toMatchObject([{ Type: 'volume', Destination: '/app', RW: false }]);
    await running.dispose();
    const volume = engine.docker.getVolume(inspected.Mounts[0]?.Name ?? '');
    await expect(volume.inspect()).rejects.toMatchObject({ statusCode: 404 });
  });

  test('that fills a writable root: disk-flood', { timeout }, async () => {
    const program = `import { appendFileSync } from 'node:fs'; const block = Buffer.alloc(2 ** 22, 'x'); setInterval(() => appendFileSync('/app/state', block), 20);`;
    const fault = await failureOf(
      start(await build(program, 'RUN chown 1000 /app\nUSER node\nCMD ["node", "program.mjs"]'), {
        challenge: {
          ...optionsFor(await build(program)).challenge,
          budgets: { acquire: 1, build: 1, ready: 30, check: 1, load: 1, stop: 1, total: 1 },
        },
      }),
    );
    expect(fault).toMatchObject({ fault: 'candidate-fault', code: 'disk-flood' });
  });
});

describe('a running target', () => {
  test('tells that it ended, and closes connections at once', { timeout }, async () => {
    const running = await start(await build(server(`if (url === '/crash') process.exit(7);`)));
    await expect(get(running.socketPath, '/crash')).rejects.toMatchObject(closed);
    expect(await running.exited()).toEqual({ exitCode: 7, oomKilled: false });
    const begun = performance.now();
    await expect(get(running.socketPath, '/')).rejects.toMatchObject(closed);
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect(await running.memoryPeakBytes()).toBeUndefined();
  });

  test('is killed for flooding its log, and says so', { timeout }, async () => {
    const flood = `if (url === '/flood') { const line = Buffer.alloc(65536, 'x'); for (;;) try { fs.writeSync(1, line); } catch {} }`;
    const running = await start(await build(server(flood)));
    await expect(get(running.socketPath, '/flood')).rejects.toMatchObject(closed);
    expect(await running.exited()).toEqual({ exitCode: 137, oomKilled: false, ceiling: 'log-flood' });
    expect(running.logText().length).toBeLessThan(400_000);
  });

  test('tells that a child of it was killed for memory', { timeout }, async () => {
    const hog = `if (url === '/hog') { const child = spawn('node', ['-e', 'const kept = []; for (;;) kept.push(Buffer.alloc(2 ** 20, 1))']); return child.on('exit', () => reply(response, 200, {})); }`;
    const running = await start(await build(server(hog)), {
      limits: { ...defaultLimits, memoryBytes: 192 * 2 ** 20 },
    });
    await get(running.socketPath, '/hog');
    expect(await running.exited()).toBeUndefined();
    expect(await running.stop(2_000)).toMatchObject({ oomKilled: true });
  });

  test('keeps a half-open connection: the answer arrives after the client has finished sending', {
    timeout,
  }, async () => {
    const program = `import net from 'node:net'; net.createServer({ allowHalfOpen: true }, (socket) => { let text = ''; socket.on('data', (chunk) => { text += chunk; if (text.includes('GET /health')) { socket.end('HTTP/1.1 200 OK\\r\\ncontent-length: 0\\r\\n\\r\\n'); } }); socket.on('end', () => setTimeout(() => socket.end('got ' + text.length), 200)); socket.on('error', () => {}); }).listen(8080);`;
    const running = await start(await build(program));
    const socket = connect({ path: running.socketPath, allowHalfOpen: true });
    socket.end('0123456789');
    let answer = '';
    for await (const chunk of socket) answer += chunk;
    expect(answer).toBe('got 10');
  });

  test('stops by itself on the signal, and answers what was in flight', { timeout }, async () => {
    const graceful = `if (url === '/slow') return setTimeout(() => reply(response, 200, {}), 500);`;
    const program = `${server(graceful)}\nprocess.on('SIGTERM', () => server.close(() => process.exit(0)));`;
    const running = await start(await build(program));
    const fact = await running.stop(5_000, async () => {
      await get(running.socketPath, '/slow');
      return true;
    });
    expect(fact).toEqual({
      stopMs: expect.any(Number),
      exitCode: 0,
      graceMs: 5_000,
      inFlightAnswered: true,
      logLines: ['listening'],
      oomKilled: false,
    });
    expect(fact.stopMs).toBeGreaterThan(300);
    expect(fact.stopMs).toBeLessThan(4_000);
    expect(await running.exited()).toEqual({ exitCode: 0, oomKilled: false });
    expect(await running.stop(1_000)).toEqual({
      exitCode: 0,
      graceMs: 1_000,
      logLines: ['listening'],
      oomKilled: false,
    });
  });

  test('starts again in the same pod, with the same services, after a stop', { timeout }, async () => {
    const image = await build(
      `${server(`if (url === '/url') return reply(response, 200, process.env.DATABASE_URL);`)}\nprocess.on('SIGTERM', () => process.exit(0));`,
    );
    const challenge = { ...optionsFor(image).challenge, services: { postgres: { image: 'postgres:15' } } };
    const running = await start(image, { challenge });
    const first = { containerId: running.containerId, url: await get(running.socketPath, '/url') };
    expect(await running.stop(5_000)).toMatchObject({ exitCode: 0 });
    expect(await running.startAgain()).toBeGreaterThan(0);
    expect(running.containerId).not.toBe(first.containerId);
    expect(await get(running.socketPath, '/url')).toBe(first.url);
    expect(await running.exited()).toBeUndefined();
    expect(running.logText()).toBe('listening\nlistening\n');
  });

  test('is killed at the end of the grace when it ignores the signal', { timeout }, async () => {
    const running = await start(await build(`${server()}\nprocess.on('SIGTERM', () => {});`));
    const begun = performance.now();
    expect(await running.stop(1_000)).toEqual({ graceMs: 1_000, logLines: ['listening'], oomKilled: false });
    expect(performance.now() - begun).toBeGreaterThan(1_000);
    expect(await running.exited()).toEqual({ exitCode: 137, oomKilled: false });
  });
});

describe('a running target whose engine fails', () => {
  let proxy: Server;
  let connections: Socket[];
  let fragile: Engine;

  beforeEach(async () => {
    connections = [];
    proxy = createServer((client) => {
      const upstream = connect(new URL(engine.address).pathname);
      connections.push(client);
      client.on('error', () => upstream.destroy()).on('close', () => upstream.destroy());
      upstream.on('error', () => client.destroy()).on('close', () => client.destroy());
      client.pipe(upstream).pipe(client);
    });
    const path = join(await mkdtemp(join(tmpdir(), 'assay-')), 'engine');
    proxy.listen(path);
    await once(proxy, 'listening');
    fragile = await connectEngine({ dockerHost: `unix://${path}` });
  });

  afterEach(async () => {
    proxy.close();
    await rm(join(new URL(fragile.address).pathname, '..'), { recursive: true });
    await removeRun(engine, run.id);
    for (const entry of await readdir(socketRoot)) await rm(join(socketRoot, entry), { recursive: true });
  }, timeout);

  test('is not said to have ended when only the connections broke', { timeout }, async () => {
    const running = await start(await build(server(`if (url === '/crash') process.exit(7);`)), { engine: fragile });
    for (const connection of connections) connection.destroy();
    expect(await running.exited()).toBeUndefined();
    await get(running.socketPath, '/crash').catch(() => {});
    await expect.poll(() => running.exited(), { timeout: 5_000 }).toEqual({ exitCode: 7, oomKilled: false });
    await running.dispose();
    target = undefined;
  });

  test('is our own failure when the engine stays away', { timeout }, async () => {
    const running = await start(await build(server()), { engine: fragile });
    target = undefined;
    proxy.close();
    for (const connection of connections) connection.destroy();
    const failure = async () => failureOf(running.exited());
    await expect.poll(failure, { timeout: 10_000 }).toMatchObject({ fault: 'infra-error', code: 'engine-lost' });
    expect(await failureOf(running.dispose())).toMatchObject({ fault: 'infra-error' });
  });
});

describe('startTarget interrupted or beside another', () => {
  test.each([50, 400, 900, 2_500])('leaves nothing when interrupted after %i ms', { timeout }, async (afterMs) => {
    const image = await build(server('return reply(response, 503, {});'));
    const challenge = { ...optionsFor(image).challenge, services: { postgres: { image: 'postgres:15' } } };
    const signal = AbortSignal.timeout(afterMs);
    const begun = performance.now();
    await expect(start(image, { challenge, signal })).rejects.toSatisfy(() => signal.aborted);
    expect(performance.now() - begun).toBeLessThan(afterMs + 8_000);
  });

  test('reports an image of a service that is not there as our own failure', { timeout }, async () => {
    const image = await build(server());
    const challenge = { ...optionsFor(image).challenge, services: { postgres: { image: '127.0.0.1:9/postgres:15' } } };
    const fault = await failureOf(start(image, { challenge }));
    expect(fault).toMatchObject({ fault: 'infra-error', code: 'service-failed' });
  });

  test('runs two with databases of their own at once', { timeout }, async () => {
    const image = await build(server(`if (url === '/url') return reply(response, 200, process.env.DATABASE_URL);`));
    const challenge = { ...optionsFor(image).challenge, services: { postgres: { image: 'postgres:15' } } };
    const both = await Promise.all([1, 2].map(() => startTarget(optionsFor(image, { challenge }))));
    const urls = await Promise.all(both.map(({ socketPath }) => get(socketPath, '/url')));
    await Promise.all(both.map((one) => one.dispose()));
    expect(new Set(urls).size).toBe(2);
  });
});
