import type { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { runClosedLoop } from '../../../src/load/closed-loop.ts';
import { runOpenLoop } from '../../../src/load/open-loop.ts';
import type { LoadTarget } from '../../../src/load/target.ts';
import { echoed, echoScript, httpServer, onEachRequest, pour, rawServer, type TestServer, wire } from './servers.ts';

const open = (target: LoadTarget) =>
  runOpenLoop({
    name: 'fixed',
    target,
    script: echoScript,
    ratePerSecond: 100,
    durationMs: 300,
    warmupMs: 0,
    maxInFlight: 512,
    deadlineMs: 1000,
    seed: 1,
    arrival: 'constant',
  });

const closed = (target: LoadTarget) =>
  runClosedLoop({
    name: 'peak',
    target,
    script: echoScript,
    connections: 5,
    durationMs: 300,
    deadlineMs: 1000,
    seed: 1,
  });

const onConnect = (act: (socket: Socket) => void) => () => rawServer(act);
const onData = (act: (socket: Socket) => void) => () => rawServer((socket) => socket.on('data', () => act(socket)));

const chunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(0x10000, 'x'), Buffer.from('\r\n')]);

const drip = (socket: Socket) => {
  socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n');
  const timer = setInterval(() => socket.write('x'), 50);
  socket.on('close', () => clearInterval(timer));
};

/** What a server does, and as which failure it must show in the open and in the closed loop. */
const cases: [string, () => Promise<TestServer>, openAs: string, closedAs: string][] = [
  ['resets each request', onData((socket) => socket.resetAndDestroy()), 'reset', 'reset'],
  ['resets each connection', onConnect((socket) => socket.resetAndDestroy()), 'reset', 'reset'],
  ['closes without an answer', onData((socket) => socket.end()), 'reset', 'reset'],
  ['answers garbage', onData((socket) => socket.write('lorem ipsum\r\n\r\n')), 'protocol', 'protocol'],
  ['never answers', onConnect(() => {}), 'timeout', 'timeout'],
  ['drips a body for ever', () => rawServer((socket) => socket.once('data', () => drip(socket))), 'timeout', 'timeout'],
  [
    'sends a body without end',
    () =>
      rawServer((socket) =>
        socket.once('data', () => {
          socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
          pour(socket, chunk);
        }),
      ),
    'too-large',
    'too-large',
  ],
  [
    'sends a header without end',
    () =>
      rawServer((socket) =>
        socket.once('data', () => {
          socket.write('HTTP/1.1 200 OK\r\nX-Long: ');
          pour(socket, Buffer.alloc(0x10000, 'x'));
        }),
      ),
    'protocol',
    'too-large',
  ],
  [
    'answers an empty 200',
    () => onEachRequest((socket) => socket.write(wire(''))),
    'unexpected-body',
    'unexpected-body',
  ],
  [
    'answers the same body to everybody',
    () => onEachRequest((socket) => socket.write(wire(echoed('always')))),
    'unexpected-body',
    'unexpected-body',
  ],
  [
    'redirects',
    () => onEachRequest((socket) => socket.write('HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n')),
    'unexpected-status',
    'unexpected-status',
  ],
  [
    'answers 500',
    () =>
      httpServer((_, response) => {
        response.statusCode = 500;
        response.end('{}');
      }),
    'unexpected-status',
    'unexpected-status',
  ],
  [
    'promises more than it sends',
    () =>
      onEachRequest((socket, nonce) => socket.end(`HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n${echoed(nonce)}`)),
    'reset',
    'reset',
  ],
  [
    'upgrades unasked',
    () =>
      onEachRequest((socket) =>
        socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: other\r\n\r\n'),
      ),
    'reset',
    'unexpected-status',
  ],
];

describe.concurrent('a server that', { timeout: 30_000 }, () => {
  test.each(cases)('%s has no verified answer, only failures', async (_, start, openAs, closedAs) => {
    await using server = await start();
    const fixed = await open(server.target);
    expect(fixed).toMatchObject({ sent: 30, ok: 0, failed: 30, throughput: 0, failures: { [openAs]: 30 } });
    expect(fixed.latency.p50).toBeGreaterThan(990);
    const peak = await closed(server.target);
    expect(peak).toMatchObject({ ok: 0, throughput: 0, sent: peak.failed, failures: { [closedAs]: peak.failed } });
    expect(peak.failed).toBeGreaterThan(0);
  });

  test('sprays answers without reading earns nothing', async () => {
    const spray = Buffer.from(wire(echoed('guess')).repeat(500));
    await using server = await rawServer((socket) => pour(socket, spray));
    const fixed = await open(server.target);
    expect(fixed).toMatchObject({ sent: 30, ok: 0, failed: 30 });
    const peak = await closed(server.target);
    expect(peak).toMatchObject({ ok: 0, throughput: 0 });
    expect(peak.failures.unsolicited).toBeGreaterThan(0);
  });
});

/** One after the other: here answers are compared with failures. */
describe('a server, in part sound, that', { timeout: 30_000 }, () => {
  test('answers each request twenty times is found out, and gains nothing by it', async () => {
    await using once = await onEachRequest((socket, nonce) => socket.write(wire(echoed(nonce))));
    await using often = await onEachRequest((socket, nonce) => socket.write(wire(echoed(nonce)).repeat(20)));
    const honest = await closed(once.target);
    const peak = await closed(often.target);
    expect(honest.failures).toEqual({});
    expect(peak.failures.unsolicited).toBeGreaterThan(0.3 * peak.sent);
    expect(peak.throughput).toBeLessThan(honest.throughput);
  });

  test('breaks the protocol now and then spoils only those requests', async () => {
    let count = 0;
    await using server = await onEachRequest((socket, nonce) => {
      count += 1;
      socket.write(count % 50 === 0 ? 'nonsense\r\n\r\n' : wire(echoed(nonce)));
    });
    const peak = await closed(server.target);
    expect(Object.keys(peak.failures)).toEqual(['protocol']);
    expect(peak.ok / peak.sent).toBeGreaterThan(0.95);
    expect(peak.ok / peak.sent).toBeLessThan(0.99);
  });

  test('is not there refuses every attempt', async () => {
    const server = await rawServer(() => {});
    await server[Symbol.asyncDispose]();
    expect(await open(server.target)).toMatchObject({ sent: 30, ok: 0, failures: { refused: 30 } });
    const peak = await closed(server.target);
    expect(peak).toMatchObject({ ok: 0, failures: { refused: peak.sent } });
  });

  test('dies half-way fails every later arrival', async () => {
    let count = 0;
    const server: TestServer = await onEachRequest((socket, nonce) => {
      count += 1;
      socket.write(wire(echoed(nonce)));
      if (count === 15) socket.end(() => server[Symbol.asyncDispose]());
    });
    const fixed = await open(server.target);
    expect(fixed).toMatchObject({ sent: 30, ok: 15, failed: 15 });
    // Half of the attempts failed at once: the percentiles must not look fast.
    expect(fixed.latency.p90).toBeGreaterThan(990);
  });
});
