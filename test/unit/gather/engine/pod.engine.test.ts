import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { connectEngine, type Engine } from '../../../../src/gather/engine/connect.ts';
import { countLeft, listOwned, removeRun } from '../../../../src/gather/engine/labels.ts';
import { openPod, type Pod } from '../../../../src/gather/engine/pod.ts';

const timeout = 60_000;
const run = { id: `test-pod-${process.pid}`, deadline: new Date(Date.now() + 600_000) };
const services = { postgres: { image: 'postgres:15' }, redis: { image: 'redis:7' } };

let engine: Engine;
let socketRoot: string;
let pod: Pod | undefined;

beforeAll(async () => {
  engine = await connectEngine();
  socketRoot = await mkdtemp(join(tmpdir(), 'assay-'));
});

afterEach(async () => {
  await pod?.dispose();
  await pod?.dispose();
  pod = undefined;
  expect(await countLeft(engine, run.id)).toBe(0);
  expect(await readdir(socketRoot)).toEqual([]);
}, timeout);

afterAll(async () => {
  await removeRun(engine, run.id);
  await rm(socketRoot, { recursive: true, force: true });
}, timeout);

const open = async (overrides: { services?: typeof services | Record<string, never>; socketRoot?: string } = {}) => {
  const signal = AbortSignal.timeout(timeout);
  pod = await openPod({ engine, run, services, port: 8080, socketRoot, cpuset: '0', signal, ...overrides });
  return pod;
};

/** What a service says to these bytes, up to its first answer. */
const ask = (socketPath: string, bytes: Buffer | string): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const socket = connect(socketPath);
    socket.on('error', reject).once('data', (answer) => {
      socket.destroy();
      resolve(answer);
    });
    socket.write(bytes);
  });

/** PostgreSQL's StartupMessage, protocol 3.0. */
const startup = (user: string, database: string): Buffer => {
  const body = Buffer.from(`\0\u0003\0\0user\0${user}\0database\0${database}\0\0`, 'latin1');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length + 4);
  return Buffer.concat([length, body]);
};

const authenticationSasl = 10;

test('opens with services that ask for their password', { timeout }, async () => {
  const { postgres, redis } = (await open()).services;
  if (postgres === undefined || redis === undefined) throw new Error('a service is missing');
  expect(postgres.url).toBe(`postgres://assay:${postgres.password}@127.0.0.1:5432/assay`);
  expect(redis.url).toBe(`redis://default:${redis.password}@127.0.0.1:6379/0`);
  expect(postgres.password).not.toBe(redis.password);
  const answer = await ask(postgres.socketPath, startup('assay', 'assay'));
  expect([answer.toString('latin1', 0, 1), answer.readUInt32BE(5)]).toEqual(['R', authenticationSasl]);
  expect(`${await ask(redis.socketPath, 'PING\r\n')}`).toMatch(/^-NOAUTH/);
  expect(`${await ask(redis.socketPath, `AUTH default ${redis.password}\r\n`)}`).toBe('+OK\r\n');
});

test('tells which ports are listened on', { timeout }, async () => {
  const { listeners } = await open();
  const ports = (await listeners()).map(({ port }) => port);
  expect(new Set(ports)).toEqual(new Set([5432, 6379]));
});

test('hardens every container and shares nothing with the host but the sockets', { timeout }, async () => {
  const { relayId, socketPath } = await open();
  const containers = (await listOwned(engine, run.id)).map(({ id }) => engine.docker.getContainer(id));
  expect(containers.length).toBe(3);
  for (const container of containers) {
    const { Id, HostConfig, Mounts } = await container.inspect();
    expect(HostConfig).toMatchObject({
      ...{ CapDrop: ['ALL'], SecurityOpt: ['no-new-privileges'], ReadonlyRootfs: true, Privileged: false },
      ...{ IpcMode: 'private', PidMode: '', PortBindings: {}, MemorySwap: HostConfig.Memory, PublishAllPorts: false },
      LogConfig: { Type: 'json-file', Config: { 'max-size': '1m', 'max-file': '2' } },
    });
    expect(HostConfig.PidsLimit).toBeGreaterThan(0);
    expect(HostConfig.Memory).toBeGreaterThan(0);
    expect(HostConfig.NetworkMode).toBe(Id === relayId ? 'none' : `container:${relayId}`);
    expect(Mounts.filter(({ Type }) => Type !== 'tmpfs').map(({ Source }) => Source)).toEqual(
      Id === relayId ? [join(socketPath, '..')] : [],
    );
  }
  expect((await stat(join(socketPath, '../..'))).mode & 0o777).toBe(0o700);
});

test('refuses a directory whose path is too long for a socket', { timeout }, async () => {
  const deep = await mkdtemp(join(tmpdir(), `assay-${'x'.repeat(80)}`));
  await expect(open({ socketRoot: deep })).rejects.toMatchObject({ code: 'socket-path-too-long' });
  expect(await readdir(deep)).toEqual([]);
  await rm(deep, { recursive: true });
});

test('refuses a service that nobody knows', { timeout }, async () => {
  const unknown = { services: { oracle: { image: 'oracle:1' } } } as never;
  await expect(open(unknown)).rejects.toMatchObject({ fault: 'usage', code: 'service-unknown' });
});
