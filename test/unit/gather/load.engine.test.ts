import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LoadPlan } from '../../../src/core/challenge.ts';
import { silent } from '../../../src/core/progress.ts';
import { connectEngine, type Engine } from '../../../src/gather/engine/connect.ts';
import { countLeft, listOwned, removeRun, runLabels } from '../../../src/gather/engine/labels.ts';
import { cpuPlan, defaultLimits, hardenedHostConfig } from '../../../src/gather/engine/limits.ts';
import { openPod, type Pod } from '../../../src/gather/engine/pod.ts';
import { engineCall, removeContainer } from '../../../src/gather/engine/pod-engine.ts';
import { gatherLoad } from '../../../src/gather/load.ts';
import { workerDirectory } from '../../../src/gather/load-archive.ts';
import { echoScript } from '../load/servers.ts';

const port = 8080;
const run = { id: randomUUID().slice(0, 13), deadline: new Date(Date.now() + 10 * 60_000), seed: 7 };

const plan: LoadPlan = {
  environment: {},
  operations: [],
  seed: {},
  peak: { connections: 10, seconds: 2 },
  fixed: { rate: 200, seconds: 3, warmupSeconds: 1 },
  objectives: { p99Ms: 100, errorRate: 0.01, minThroughput: 500 },
};

/** A server inside the pod; `answer` is the body of `(request, response) => ...`. */
const program = (answer: string) =>
  `require('http').createServer((request, response) => { ${answer} }).listen(${port}, '127.0.0.1')`;

const echo = `response.end('"' + request.headers['x-nonce'] + '"')`;
const crashAfter = (requests: number) =>
  `globalThis.count = (globalThis.count ?? 0) + 1; if (count > ${requests}) process.exit(3); ${echo}`;

let engine: Engine;
let directory: string;

const openTestPod = async (): Promise<Pod> => {
  const { NCPU } = await engine.docker.info();
  const signal = AbortSignal.timeout(60_000);
  return openPod({ engine, run, services: {}, port, socketRoot: directory, cpuset: cpuPlan(NCPU).services, signal });
};

const startCandidate = async (relayId: string, answer: string): Promise<string> => {
  const { NCPU } = await engine.docker.info();
  const container = await engine.docker.createContainer({
    Image: 'node:24-bookworm-slim',
    Entrypoint: ['node', '-e', program(answer)],
    User: '65532:65532',
    Labels: runLabels(run),
    HostConfig: {
      ...hardenedHostConfig(defaultLimits, cpuPlan(NCPU).candidate),
      NetworkMode: `container:${relayId}`,
    },
  });
  await engineCall('start the candidate', container.start());
  return container.id;
};

const killWorker = async () => {
  for (const { kind, id } of await listOwned(engine, run.id)) {
    if (kind !== 'container') continue;
    const { Config } = await engine.docker.getContainer(id).inspect();
    if (Config.WorkingDir === workerDirectory) await engine.docker.getContainer(id).kill();
  }
};

const load = async (answer: string, options: { plan?: LoadPlan; deadlineMs?: number; signal?: AbortSignal } = {}) => {
  const pod = await openTestPod();
  const containerId = await startCandidate(pod.relayId, answer);
  try {
    return await gatherLoad({
      engine,
      run,
      target: { relayId: pod.relayId, containerId, port, limits: defaultLimits },
      plan: options.plan ?? plan,
      script: echoScript,
      deadlineMs: options.deadlineMs ?? 60_000,
      signal: options.signal ?? new AbortController().signal,
      progress: silent,
    });
  } finally {
    await removeContainer(engine, containerId);
    await pod.dispose();
  }
};

beforeAll(async () => {
  engine = await connectEngine();
  directory = await mkdtemp(join(tmpdir(), 'load-'));
});

afterAll(async () => {
  await removeRun(engine, run.id);
  await rm(directory, { recursive: true, force: true });
});

describe('gatherLoad', { timeout: 120_000 }, () => {
  test('measures a steady rate and a peak inside the pod, and leaves nothing', async () => {
    const fact = await load(echo);
    const [fixed, peak] = fact.phases;
    expect(fact.phases.map(({ name, model }) => `${name} ${model}`)).toEqual(['fixed open', 'peak closed']);
    expect(fixed).toMatchObject({ sent: 600, ok: 600, failed: 0, failures: {}, statuses: { 200: 600 } });
    expect(fixed?.seconds.map(({ sent }) => sent)).toEqual([200, 200, 200]);
    expect(fixed?.throughput).toBeGreaterThan(190);
    expect(fixed?.cpuSeconds).toBeGreaterThan(0);
    expect(peak?.failed).toBe(0);
    expect(peak?.throughput).toBeGreaterThan(1000);
    expect(fact.peakMemoryBytes).toBeGreaterThan(10e6);
    expect(fact.aliveAfter).toBe(true);
    expect(await countLeft(engine, run.id)).toBe(0);
  });

  test('ends the phases when the candidate dies, every later arrival a failure', async () => {
    const fact = await load(crashAfter(400));
    const [fixed] = fact.phases;
    expect(fact.phases).toHaveLength(1);
    expect(fixed?.sent).toBe(600);
    expect(fixed?.failures.refused).toBeGreaterThan(300);
    expect(fixed?.seconds.at(-1)).toMatchObject({ sent: 200, ok: 0, failed: 200 });
    expect(fact.aliveAfter).toBe(false);
    expect(await countLeft(engine, run.id)).toBe(0);
  });

  test('survives bodies without end', async () => {
    const endless = `const send = () => { while (!response.destroyed && response.write('x'.repeat(65536))); }; response.on('drain', send); send()`;
    const fact = await load(endless, { plan: { ...plan, fixed: { rate: 50, seconds: 2, warmupSeconds: 0 } } });
    expect(fact.phases[0]).toMatchObject({ sent: 100, ok: 0, failures: { 'too-large': 100 } });
    expect(fact.invalid.filter((reason) => reason.includes('died'))).toEqual([]);
    expect(fact.aliveAfter).toBe(false);
  });

  test('is invalid, not failed, when the load generator dies', async () => {
    const timer = setTimeout(killWorker, 4000);
    const fact = await load(echo);
    clearTimeout(timer);
    expect(fact.invalid).toContain('the load generator died (exit code 137)');
    expect(fact.aliveAfter).toBe(true);
    expect(await countLeft(engine, run.id)).toBe(0);
  });

  test('is invalid, not slow, when the budget ends first', async () => {
    const fact = await load(echo, { deadlineMs: 3000 });
    expect(fact.invalid).toContain('the load part did not end within 3 s');
    expect(fact.aliveAfter).toBe(true);
    expect(await countLeft(engine, run.id)).toBe(0);
  });

  test('removes the worker when the run is aborted', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('stopped')), 2500);
    await expect(load(echo, { signal: stop.signal })).rejects.toThrow('stopped');
    expect(await countLeft(engine, run.id)).toBe(0);
  });
});
