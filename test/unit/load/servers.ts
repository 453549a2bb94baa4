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

/** As `delayServer`, but from `fromMs` to `toMs` after its start nothing is answered: requests wait for the end. */
export const stallServer = async (delayMs: number, fromMs: number, toMs: number) => {
  const startAt = performance.now();
  return httpServer(async (request, response) => {
    const atMs = performance.now() - startAt;
    if (atMs >= fromMs && atMs < toMs) await sleep(toMs - atMs);
    await sleep(delayMs);
    echo(request, response);
  });
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
