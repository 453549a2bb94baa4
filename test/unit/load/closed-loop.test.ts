import { describe, expect, test } from 'vitest';
import { runClosedLoop } from '../../../src/load/closed-loop.ts';
import type { LoadTarget } from '../../../src/load/target.ts';
import { delayServer, echoed, echoScript, httpServer, onEachRequest, wire } from './servers.ts';

const run = (target: LoadTarget, durationMs = 1000, signal?: AbortSignal) =>
  runClosedLoop({
    name: 'peak',
    target,
    script: echoScript,
    connections: 10,
    durationMs,
    deadlineMs: 1000,
    seed: 1,
    signal,
  });

describe.concurrent('runClosedLoop', { timeout: 30_000, retry: 2 }, () => {
  test('counts and times a constant delay', async () => {
    await using server = await delayServer(50);
    const phase = await run(server.target);
    expect(phase).toMatchObject({ model: 'closed', offered: 10, durationMs: 1000, failed: 0 });
    expect(phase.latency.p50).toBeGreaterThan(45);
    expect(phase.latency.count).toBe(phase.ok);
    expect(phase.throughput).toBeLessThanOrEqual(200);
    // Little's law: answers a second x seconds each = connections, however busy the host is.
    expect((phase.throughput * phase.latency.mean) / 1000).toBeGreaterThan(7);
    expect((phase.throughput * phase.latency.mean) / 1000).toBeLessThan(11);
  });

  test('sees fractions of a millisecond', async () => {
    await using server = await delayServer(0);
    const { latency, ok, sent } = await run(server.target, 500);
    expect(ok).toBe(sent);
    expect(ok).toBeGreaterThan(50);
    expect(latency.p50 % 1).not.toBe(0);
  });

  test.each([
    ['closes each connection', (nonce: string) => wire(echoed(nonce), 'Connection: close\r\n')],
    ['ends a body without length by closing', (nonce: string) => `HTTP/1.0 200 OK\r\n\r\n${echoed(nonce)}`],
  ])('loses no answer of a server that %s', async (_, answer) => {
    await using server = await onEachRequest((socket, nonce) => socket.end(answer(nonce)));
    const phase = await run(server.target, 500);
    expect(phase.failures).toEqual({});
    expect(phase.ok).toBeGreaterThan(20);
  });

  test('takes an interim answer for what it is', async () => {
    await using server = await onEachRequest((socket, nonce) =>
      socket.write(`HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${wire(echoed(nonce))}`),
    );
    const phase = await run(server.target, 500);
    expect(phase).toMatchObject({ failed: 0, failures: {} });
    expect(phase.ok).toBeGreaterThan(50);
  });

  test('sends bodies and methods as the script says', async () => {
    await using server = await httpServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      response.statusCode = 201;
      response.end(`${request.method} ${body}`);
    });
    const create = {
      method: 'POST',
      path: '/items',
      headers: { 'content-type': 'application/json' },
      body: '{"sku":"{nonce}"}',
      expect: { statuses: [201], contains: 'POST {"sku":"{nonce}"}' },
    };
    const script = {
      operations: [{ operationId: 'create', share: 1, choice: 'uniform' as const, requests: [create] }],
    };
    const options = { name: 'peak', script, connections: 5, durationMs: 400, deadlineMs: 1000, seed: 1 };
    const phase = await runClosedLoop({ ...options, target: server.target });
    expect(phase).toMatchObject({ failed: 0, statuses: { 201: phase.ok } });
    expect(phase.ok).toBeGreaterThan(20);
  });

  test('gives up on a server that refuses everything for three seconds', async () => {
    const server = await delayServer(0);
    await server[Symbol.asyncDispose]();
    const phase = await run(server.target, 60_000);
    expect(phase).toMatchObject({ ok: 0, throughput: 0 });
    expect(phase.durationMs).toBeLessThan(10_000);
    expect(Object.keys(phase.failures)).toEqual(['refused']);
  });

  test('stops when told to', async () => {
    await using server = await delayServer(5);
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('enough')), 200);
    await expect(run(server.target, 60_000, stop.signal)).rejects.toThrow('enough');
  });
});
