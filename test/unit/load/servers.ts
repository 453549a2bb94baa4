import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LoadScript } from '../../../src/load/script.ts';
import type { LoadTarget } from '../../../src/load/target.ts';

export type TestServer = AsyncDisposable & { target: LoadTarget; port: number };

const listen = async (server: Server, sockets: Set<Socket>): Promise<TestServer> => {
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    target: { origin: `http://127.0.0.1:${port}` },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

/** A server that speaks HTTP; the handler may answer whenever it likes. */
export const httpServer = (handler: (request: IncomingMessage, response: ServerResponse) => void) =>
  listen(createHttpServer(handler), new Set());

/** A server that says whatever it likes; called for each new connection. */
export const rawServer = (handler: (socket: Socket) => void) => listen(createServer(handler), new Set());

const echo = (request: IncomingMessage, response: ServerResponse) =>
  response.setHeader('content-type', 'application/json').end(`{"nonce":"${request.headers['x-nonce']}"}`);

/** Answers each request after a constant delay, with the nonce it was sent. */
export const delayServer = (delayMs: number) =>
  httpServer((request, response) => {
    if (delayMs === 0) echo(request, response);
    else setTimeout(() => echo(request, response), delayMs);
  });

/** When a request arrived and was answered, as performance.now(). */
export type Served = { arrivedAt: number; answeredAt: number };

/**
 * Answers after a delay, and not at all from `stall.fromMs` to `stall.toMs` after the first request: who comes then
 * waits for its end. Keeps its own record of what happened.
 */
export const recordingServer = async (delayMs: number, stall = { fromMs: 0, toMs: 0 }) => {
  const served: Served[] = [];
  let startAt: number | undefined;
  const server = await httpServer(async (request, response) => {
    const arrivedAt = performance.now();
    startAt ??= arrivedAt;
    const record = { arrivedAt, answeredAt: 0 };
    served.push(record);
    const atMs = arrivedAt - startAt;
    await sleep(delayMs + (atMs >= stall.fromMs && atMs < stall.toMs ? stall.toMs - atMs : 0));
    echo(request, response);
    record.answeredAt = performance.now();
  });
  return { ...server, served };
};

/** One operation, GET with a nonce that must come back. */
export const echoScript: LoadScript = {
  operations: [
    {
      operationId: 'getEcho',
      share: 1,
      choice: 'uniform',
      requests: [
        {
          method: 'GET',
          path: '/echo/{nonce}',
          headers: { 'x-nonce': '{nonce}' },
          expect: { statuses: [200], contains: '"{nonce}"' },
        },
      ],
    },
  ],
};

/** Calls back for each request head that arrives, with the nonce it carries. */
export const onEachRequest = (answer: (socket: Socket, nonce: string) => void) =>
  rawServer((socket) => {
    let received = '';
    socket.on('data', (data) => {
      const heads = `${received}${data}`.split('\r\n\r\n');
      received = heads.pop() ?? '';
      for (const head of heads) answer(socket, /x-nonce: (\w+)/i.exec(head)?.[1] ?? '');
    });
  });

/** A whole answer as bytes on the wire. */
export const wire = (body: string, headers = '') =>
  `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n${headers}\r\n${body}`;

/** The answer that is asked for. */
export const echoed = (nonce: string) => `{"nonce":"${nonce}"}`;

/** Writes for as long as the other side reads. */
export const pour = (socket: Socket, bytes: Buffer) => {
  const fill = () => {
    while (!socket.destroyed && socket.write(bytes));
  };
  socket.on('drain', fill);
  fill();
};
