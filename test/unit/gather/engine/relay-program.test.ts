import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const program = join(import.meta.dirname, '../../../../src/gather/engine/relay-program.js');

let directory: string;
let relay: ChildProcess;
let upstream: Server;
let onSocket: (socket: Socket) => void = () => {};

const at = (name: string) => join(directory, name);
const open = (name: string) => connect({ path: at(name), allowHalfOpen: true });
const portOf = (server: Server) => (server.address() as AddressInfo).port;

/** Unlike `once`, not ended by an error before. */
const closed = (socket: Socket) => new Promise((resolve) => socket.once('close', resolve));

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  server.close();
  return port;
};

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'relay-'));
  upstream = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {});
    onSocket(socket);
  }).listen(0, '127.0.0.1');
  await once(upstream, 'listening');
  const forwards = [
    { socket: at('open'), port: portOf(upstream) },
    { socket: at('closed'), port: await freePort() },
  ];
  const env = { RELAY: JSON.stringify({ forwards, control: at('control') }) };
  relay = spawn(process.execPath, [program], { env, stdio: 'inherit' });
  for (const name of ['open', 'closed', 'control']) while (!existsSync(at(name))) await sleep(10);
});

afterAll(async () => {
  relay.kill('SIGKILL');
  upstream.close();
  await rm(directory, { recursive: true });
});

describe('the relay', () => {
  test('lets every user of the host that reaches the directory connect', () => {
    expect(statSync(at('open')).mode & 0o777).toBe(0o666);
  });

  test('forwards both ways and keeps half-open connections', async () => {
    onSocket = async (socket) => {
      const received = await text(socket);
      await sleep(50);
      socket.end(received.toUpperCase());
    };
    const client = open('open');
    client.end('hello');
    expect(await text(client)).toBe('HELLO');
  });

  test('forwards more than buffers hold', async () => {
    onSocket = (socket) => socket.pipe(socket);
    const client = open('open');
    client.end('x'.repeat(8 * 2 ** 20));
    expect((await text(client)).length).toBe(8 * 2 ** 20);
  });

  test('keeps the end of a long answer for a client that reads slowly', async () => {
    const length = 2 * 2 ** 20;
    onSocket = (socket) => socket.end('x'.repeat(length));
    const client = open('open');
    client.end();
    let received = 0;
    for await (const chunk of client) {
      received += chunk.length;
      await sleep(5);
    }
    expect(received).toBe(length);
  });

  test('delivers an answer that was given before the request was read, and ends', async () => {
    onSocket = (socket) => {
      socket.write('413 too large', () => setTimeout(() => socket.resetAndDestroy(), 50));
    };
    const client = connect(at('open'));
    client.on('error', () => {});
    client.write('x'.repeat(2 ** 20));
    let answer = '';
    client.on('data', (chunk) => {
      answer += chunk;
    });
    await closed(client);
    expect(answer).toBe('413 too large');
  });

  test('closes the connection at once when nobody listens', async () => {
    const client = connect(at('closed')).resume();
    client.on('error', () => {});
    const begun = performance.now();
    client.write('GET / HTTP/1.1\r\n\r\n');
    await closed(client);
    expect(performance.now() - begun).toBeLessThan(1_000);
  });

  test('closes the connection when the other side breaks it', async () => {
    onSocket = (socket) => socket.resetAndDestroy();
    const client = connect(at('open')).resume();
    client.on('error', () => {});
    await closed(client);
    expect(client.bytesRead).toBe(0);
  });

  test('lets go of the other side when the client goes away', async () => {
    const gone = Promise.withResolvers<void>();
    onSocket = (socket) => {
      socket.on('close', () => gone.resolve());
      socket.resume();
      const writing = setInterval(() => socket.write('tick'), 10);
      socket.on('close', () => clearInterval(writing));
    };
    const client = open('open');
    await once(client, 'data');
    client.destroy();
    await gone.promise;
  });

  test('tells who listens where', async () => {
    const listeners = JSON.parse(await text(open('control')));
    expect(listeners).toContainEqual({ address: '127.0.0.1', port: portOf(upstream), uid: process.getuid?.() });
  });
});

describe('the relay with IPv6', () => {
  const tryIpv6 = async (): Promise<Server | undefined> => {
    const server = createServer((socket) => socket.end('six'));
    return new Promise((resolve) => {
      server.on('error', () => resolve(undefined));
      server.listen(0, '::1', () => resolve(server));
    });
  };

  test('reaches a program that listens on ::1 only', async ({ skip }) => {
    const server = await tryIpv6();
    if (server === undefined) return skip('this host has no ::1');
    const forwards = [{ socket: at('six'), port: portOf(server) }];
    const env = { RELAY: JSON.stringify({ forwards, control: at('control6') }) };
    const second = spawn(process.execPath, [program], { env, stdio: 'inherit' });
    while (!existsSync(at('six')) || !existsSync(at('control6'))) await sleep(10);
    expect(await text(open('six'))).toBe('six');
    const listeners = JSON.parse(await text(open('control6')));
    expect(listeners).toContainEqual({ address: '::1', port: portOf(server), uid: process.getuid?.() });
    second.kill('SIGKILL');
    server.close();
  });
});
