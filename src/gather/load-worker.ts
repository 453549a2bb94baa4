import { Readable } from 'node:stream';
import type { WorkerMessage, WorkerPlan } from '../load/worker-plan.ts';
import type { Engine } from './engine/connect.ts';
import { runLabels } from './engine/labels.ts';
import { hardenedHostConfig } from './engine/limits.ts';
import { createDemultiplexer, lastLines } from './engine/logs.ts';
import { engineCall, type Run, removeContainer, unlessAborted } from './engine/pod-engine.ts';
import { workerArchive, workerDirectory, workerPlanFile, workerProgram } from './load-archive.ts';
import { jsonLines } from './load-lines.ts';

const workerImage = 'node:24-bookworm-slim';
const workerLimits = { cpus: 1, memoryBytes: 512 * 2 ** 20, pids: 64 };
/** Leaves room for buffers beside the heap. */
const maxHeapMegabytes = 256;
const unprivileged = '65532:65532';
/** More than a phase with all its seconds and operations needs. */
const maxLineLength = 4 << 20;

export type WorkerOptions = {
  engine: Engine;
  run: Run;
  /** Container that holds the network namespace. */
  relayId: string;
  /** CPUs of the generator; see `cpuPlan`. */
  cpuset: string;
  plan: WorkerPlan;
  signal: AbortSignal;
  /** In order, as they arrive; `at` as performance.now(). */
  onMessage(message: WorkerMessage, at: number): void;
};

/** How a worker ended: its exit code, and what it wrote to stderr last. */
export type WorkerEnd = { exitCode: number; log: string };

const createWorker = async ({ engine, run, relayId, cpuset }: WorkerOptions): Promise<string> => {
  const command = `exec node --max-old-space-size=${maxHeapMegabytes} ${workerProgram} < ${workerPlanFile}`;
  const creation = engine.docker.createContainer({
    Image: workerImage,
    Entrypoint: ['sh', '-c', command],
    Cmd: [],
    User: unprivileged,
    WorkingDir: workerDirectory,
    Labels: runLabels(run),
    Healthcheck: { Test: ['NONE'] },
    HostConfig: {
      ...hardenedHostConfig(workerLimits, cpuset),
      NetworkMode: `container:${relayId}`,
      // A quota would stop the generator in the middle of a second; its own CPUs are limit enough.
      NanoCpus: 0,
      // Archives cannot be put into a read-only root. The code is root's, and the user is not.
      ReadonlyRootfs: false,
      Ulimits: [
        { Name: 'nofile', Soft: 8192, Hard: 8192 },
        { Name: 'core', Soft: 0, Hard: 0 },
      ],
    },
  });
  const { id } = await engineCall('create the load worker', creation);
  return id;
};

const runWorker = async (options: WorkerOptions, containerId: string): Promise<WorkerEnd> => {
  const container = options.engine.docker.getContainer(containerId);
  const archive = await workerArchive(JSON.stringify(options.plan));
  await engineCall('put code into the load worker', container.putArchive(archive, { path: '/' }));
  const stream = await engineCall('attach to the load worker', container.attach({ stream: true, stdout: true }));
  // Written by our own program: its shape is known.
  const onValue = (value: unknown) => options.onMessage(value as WorkerMessage, performance.now());
  const ended = new Promise((resolve) => stream.on('end', resolve).on('close', resolve).on('error', resolve));
  stream.on('data', createDemultiplexer(jsonLines(maxLineLength, onValue)));
  try {
    await engineCall('start the load worker', container.start());
    const { StatusCode: exitCode } = await container.wait();
    await ended;
    const log = await engineCall('read the log of the load worker', container.logs({ stderr: true, tail: 20 }));
    let text = '';
    createDemultiplexer((content) => {
      text += content.toString();
    })(log);
    return { exitCode, log: lastLines(text) };
  } finally {
    // An attached stream that nobody reads would hold up the removal.
    if (stream instanceof Readable) stream.destroy();
  }
};

/**
 * Runs a plan in a container of ours inside the candidate's network namespace, and removes it in any case.
 * @throws AssayError infra-error when the engine fails; the signal's reason
 */
export const runLoadWorker = async (options: WorkerOptions): Promise<WorkerEnd> => {
  const containerId = await createWorker(options);
  try {
    const running = runWorker(options, containerId);
    running.catch(() => {
      // Reported below, unless the signal came first.
    });
    return await unlessAborted(running, options.signal);
  } finally {
    await removeContainer(options.engine, containerId);
  }
};
