import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { awaitAnswer } from '../../../src/gather/target-readiness.ts';

let directory: string;
let server: Server | undefined;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'ready-'));
});

afterEach(async () => {
  server?.close();
  server = undefined;
  await rm(directory, { recursive: true });
});

const socketPath = () => join(directory, 's');

const listen = async (started: Server) => {
  server = started.listen(socketPath());
  await once(server, 'listening');
};

const answering = (answer: (request: IncomingMessage, response: ServerResponse) => void) =>
  listen(createServer(answer));

const reacting = (reaction: (socket: Socket) => void) =>
  listen(
    createTcpServer((socket) => {
      socket.on('error', () => {});
      reaction(socket);
    }),
  );

const wait = (timeoutMs = 400, signal = new AbortController().signal) =>
  awaitAnswer({ socketPath: socketPath(), path: '/health/ready', timeoutMs, signal });

test.each([200, 204, 302, 401, 404])('%i is an answer', async (status) => {
  await answering((_, response) => response.writeHead(status).end());
  expect((await wait()).answer).toEqual({ path: '/health/ready', status });
});

test('asks again while the answer is 503', async () => {
  let asked = 0;
  await answering((_, response) => {
    asked += 1;
    response.writeHead(asked < 3 ? 503 : 200).end();
  });
  expect(await wait(2_000)).toEqual({ answer: { path: '/health/ready', status: 200 }, last: 'answered 503' });
  expect(asked).toBe(3);
});

test('asks for the path it was given, as any client would', async () => {
  const requests: unknown[] = [];
  await answering(({ method, url, headers }, response) => {
    requests.push({ method, url, headers });
    response.end();
  });
  await wait();
  expect(requests).toEqual([
    { method: 'GET', url: '/health/ready', headers: { host: 'localhost', accept: '*/*', connection: 'close' } },
  ]);
});

test.each([
  ['answered 500', (socket: Socket) => socket.end('HTTP/1.1 500 No\r\n\r\n')],
  ['closed the connection without an answer', (socket: Socket) => socket.destroy()],
  ['answered something that is not HTTP', (socket: Socket) => socket.end('220 ready\r\n')],
  [
    'sent more than 16384 bytes of headers',
    (socket: Socket) => socket.end(`HTTP/1.1 200 OK\r\na: ${'b'.repeat(99_999)}`),
  ],
  [
    'switched protocols',
    (socket: Socket) => socket.end('HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
  ],
])('%s: no answer', async (last, reaction) => {
  await reacting(reaction);
  expect(await wait()).toEqual({ last });
});

test('does not wait for a body that never ends', async () => {
  await reacting((socket) => {
    socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n');
  });
  expect((await wait()).answer).toEqual({ path: '/health/ready', status: 200 });
});

test('ends at once when interrupted, also within an attempt', async () => {
  await reacting(() => {});
  const begun = performance.now();
  await wait(60_000, AbortSignal.timeout(100));
  expect(performance.now() - begun).toBeLessThan(1_000);
});

test('ends in time when nobody is there', async () => {
  const begun = performance.now();
  expect((await wait(300)).answer).toBeUndefined();
  expect(performance.now() - begun).toBeLessThan(1_000);
});
