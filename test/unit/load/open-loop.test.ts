import { describe, expect, test } from 'vitest';
import { arrivalTimes, type OpenLoopOptions, runOpenLoop } from '../../../src/load/open-loop.ts';
import { delayServer, echoScript, rawServer, recordingServer, type Served } from './servers.ts';

const run = (over: Pick<OpenLoopOptions, 'target'> & Partial<OpenLoopOptions>) =>
  runOpenLoop({
    name: 'fixed',
    script: echoScript,
    ratePerSecond: 100,
    durationMs: 1500,
    warmupMs: 0,
    maxInFlight: 512,
    deadlineMs: 5000,
    seed: 1,
    arrival: 'constant',
    ...over,
  });

/**
 * What the server saw, as those felt it who came at an even rate: from the moment they were due to the answer. Needs no
 * quiet host, for both sides share one; only pauses of this very process between the two can part them (`retry`).
 */
const truth = (served: readonly Served[], ratePerSecond: number) => {
  const dueMs = (index: number) => (index * 1000) / ratePerSecond;
  const startAt = Math.min(...served.map(({ arrivedAt }, index) => arrivedAt - dueMs(index)));
  const felt = served
    .map(({ answeredAt }, index) => answeredAt - startAt - dueMs(index))
    .toSorted((one, two) => one - two);
  const at = (share: number) => felt[Math.floor(share * felt.length)] ?? 0;
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99) };
};

const expectClose = (measured: number, expected: number) => {
  expect(measured).toBeGreaterThan(0.7 * expected - 8);
  expect(measured).toBeLessThan(1.4 * expected + 8);
};

describe.concurrent('runOpenLoop', { timeout: 30_000, retry: 2 }, () => {
  test.each([
    { delayMs: 50, ratePerSecond: 100 },
    { delayMs: 200, ratePerSecond: 80 },
  ])('sees a constant delay of $delayMs ms as what it is', async ({ delayMs, ratePerSecond }) => {
    await using server = await recordingServer(delayMs);
    const phase = await run({ target: server.target, ratePerSecond });
    expect(phase).toMatchObject({ model: 'open', failed: 0, failures: {}, ok: ratePerSecond * 1.5 });
    expect(phase.latency.count).toBe(phase.sent);
    // Half of it is what a generator with a wrong correction reports.
    expect(phase.latency.p50).toBeGreaterThan(0.9 * delayMs);
    expectClose(phase.latency.p50, truth(server.served, ratePerSecond).p50);
  });

  test('feels a stall as everybody who would have come during it, and keeps its rate', async () => {
    await using server = await recordingServer(5, { fromMs: 1000, toMs: 2000 });
    const phase = await run({ target: server.target, durationMs: 4000 });
    expect(phase).toMatchObject({ sent: 400, ok: 400, failed: 0 });
    expect(phase.seconds.map(({ sent }) => sent)).toEqual([100, 100, 100, 100]);
    // Of 400 arrivals 100 fall into the stall and wait 0 to 1 s.
    expect(phase.latency.p90).toBeGreaterThan(400);
    expect(phase.latency.p99).toBeGreaterThan(800);
    expect(phase.latency.mean).toBeGreaterThan(60);
    const expected = truth(server.served, 100);
    expectClose(phase.latency.p50, expected.p50);
    expectClose(phase.latency.p90, expected.p90);
    expectClose(phase.latency.p99, expected.p99);
  });

  test('does not measure the warm-up', async () => {
    await using server = await recordingServer(20);
    const phase = await run({ target: server.target, warmupMs: 500, durationMs: 1000 });
    expect(phase).toMatchObject({ sent: 100, ok: 100, durationMs: 1000, lag: { count: 100 } });
    expect(server.served).toHaveLength(150);
  });

  test('an arrival beyond the bound is a failure, not an omission', async () => {
    await using server = await rawServer(() => {});
    const phase = await run({ target: server.target, maxInFlight: 20, deadlineMs: 1000, durationMs: 500 });
    expect(phase).toMatchObject({ sent: 50, ok: 0, failures: { 'not-started': 30, timeout: 20 } });
    expect(phase.latency.p50).toBeGreaterThan(990);
    expect(phase.lag.count).toBe(50);
  });

  test('a slow answer after the deadline is a time-out', async () => {
    await using server = await delayServer(900);
    const phase = await run({ target: server.target, deadlineMs: 300, durationMs: 500 });
    expect(phase).toMatchObject({ sent: 50, ok: 0, failures: { timeout: 50 } });
  });

  test('spreads random arrivals over the same number', async () => {
    const options = { ratePerSecond: 500, durationMs: 9000, warmupMs: 1000, seed: 3 } as const;
    const arrivals = arrivalTimes({ ...options, arrival: 'poisson' });
    expect(arrivals).toHaveLength(5000);
    expect(arrivals).toEqual(arrivals.toSorted());
    expect(arrivalTimes({ ...options, arrival: 'poisson' })).toEqual(arrivals);
    expect(arrivalTimes({ ...options, arrival: 'constant' }).slice(0, 3)).toEqual(Float64Array.of(0, 2, 4));
    // The gaps of a Poisson process are exponential: their deviation is their mean.
    const gaps = arrivals.slice(1).map((at, index) => at - (arrivals[index] ?? 0));
    const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - 2) ** 2, 0) / gaps.length);
    expect(deviation).toBeGreaterThan(1.8);
    expect(deviation).toBeLessThan(2.2);
  });

  test('stops when told to, and leaves no connection', async () => {
    await using server = await delayServer(5);
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('enough')), 200);
    await expect(run({ target: server.target, signal: stop.signal })).rejects.toThrow('enough');
  });
});
