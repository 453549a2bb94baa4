import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { runClosedLoop } from '../../src/load/closed-loop.ts';
import { runOpenLoop } from '../../src/load/open-loop.ts';
import type { LoadScript } from '../../src/load/script.ts';

/*
 * How late the open-loop generator is at several rates, and how fast the closed loop drives, against a trivial server
 * in a process of its own: `node test/bench/load.ts`.
 */

const script: LoadScript = {
  operations: [
    {
      operationId: 'getEcho',
      share: 1,
      choice: 'uniform',
      requests: [
        {
          method: 'GET',
          path: '/{nonce}',
          headers: {},
          expect: { statuses: [200], contains: '{nonce}' },
        },
      ],
    },
  ],
};

const serve = () => {
  const server = createServer((request, response) => response.end(request.url));
  server.listen(0, '127.0.0.1', () => process.stdout.write(`${JSON.stringify(server.address())}\n`));
};

const row = (cells: readonly (string | number)[]) =>
  process.stdout.write(`${cells.map((cell) => String(cell).padStart(12)).join('')}\n`);

const measure = async (origin: string) => {
  const shared = { target: { origin }, script, deadlineMs: 5000, seed: 1 };
  row(['rate/s', 'answered', 'failed', 'p50 ms', 'p99 ms', 'lag p50', 'lag p99', 'lag max']);
  for (const ratePerSecond of [500, 1000, 2000, 4000]) {
    const window = { durationMs: 5000, warmupMs: 1000, maxInFlight: 512, arrival: 'constant' as const };
    const phase = await runOpenLoop({ name: 'open', ratePerSecond, ...window, ...shared });
    const { ok, failed, latency, lag } = phase;
    row([ratePerSecond, ok, failed, latency.p50, latency.p99, lag.p50, lag.p99, lag.max]);
  }
  row(['connections', 'answered/s', 'failed', 'p50 ms', 'p99 ms']);
  for (const connections of [10, 50]) {
    const phase = await runClosedLoop({ name: 'closed', connections, durationMs: 5000, ...shared });
    row([connections, Math.round(phase.throughput), phase.failed, phase.latency.p50, phase.latency.p99]);
  }
};

if (process.argv[2] === 'serve') {
  serve();
} else {
  const server = spawn(process.execPath, [import.meta.filename, 'serve'], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [line] = await once(server.stdout, 'data');
    const { port }: { port: number } = JSON.parse(String(line));
    await measure(`http://127.0.0.1:${port}`);
  } finally {
    server.kill();
  }
}
