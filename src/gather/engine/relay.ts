import { chmod, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { infraError } from '../../core/errors.ts';
import type { Engine } from './connect.ts';
import { runLabels } from './labels.ts';
import { hardenedHostConfig } from './limits.ts';
import { engineCall, isGone, type Run, removeContainer } from './pod-engine.ts';

/** A unix socket of the relay and the port of the pod's loopback it leads to. */
type Forward = { name: string; port: number };

/** A TCP port of the pod that is listened on, and by which user. */
export type Listener = { address: string; port: number; uid: number };

export type RelayOptions = {
  engine: Engine;
  run: Run;
  /** An existing directory of the run; the relay's own is made inside. */
  socketRoot: string;
  forwards: readonly Forward[];
  /** Names that lead to 127.0.0.1 in the whole pod, e.g. `postgres`. */
  hosts: readonly string[];
  cpuset: string;
  signal: AbortSignal;
};

/** The pod's network namespace, held by a container of ours, and the only way into it. */
export type Relay = {
  containerId: string;
  /** Path on the host of the socket named so. */
  socketPath(name: string): string;
  /** @throws AssayError infra-error when the relay is gone */
  listeners(): Promise<Listener[]>;
  /** Removes the container and the sockets. Idempotent. */
  dispose(): Promise<void>;
};

const relayImage = 'node:24-bookworm-slim';
const relayLimits = { cpus: 1, memoryBytes: 256 * 2 ** 20, pids: 64 };
/** Not the user that candidates of root run as: the kernel counts some resources by user, across containers. */
const relayUser = '65533:65533';
const controlName = 'control';
const startTimeoutMs = 20_000;
const startPollMs = 10;
const answerTimeoutMs = 5_000;

/** `sun_path` has 108 bytes on Linux and 104 on macOS, the closing zero included. */
const maxSocketPathBytes = 99;

/**
 * The parent keeps other users of the host out (0700); the directory inside, which alone is mounted, is open to
 * whatever user the engine maps the relay's to.
 */
const makeSocketDirectory = async (socketRoot: string) => {
  const parent = await mkdtemp(join(socketRoot, 'pod-'));
  const directory = join(parent, 's');
  await mkdir(directory);
  await chmod(directory, 0o777);
  return { parent, directory };
};

const checkLength = (path: string) => {
  const bytes = Buffer.byteLength(path);
  if (bytes <= maxSocketPathBytes) return;
  throw infraError(
    'socket-path-too-long',
    `the socket path "${path}" has ${bytes} bytes, a unix socket may have ${maxSocketPathBytes}`,
    'set TMPDIR to a directory with a shorter path',
  );
};

const imageMissing = () =>
  infraError('image-missing', `the engine has no image ${relayImage}, which the relay runs from`, 'run `grade setup`');

const createRelay = async (options: RelayOptions, directory: string) => {
  const program = await readFile(join(import.meta.dirname, 'relay-program.js'), 'utf8');
  const forwards = options.forwards.map(({ name, port }) => ({ socket: `/sockets/${name}`, port }));
  const container = options.engine.docker.createContainer({
    Image: relayImage,
    Entrypoint: ['node', '--input-type=module', '-e', program],
    Cmd: [],
    User: relayUser,
    WorkingDir: '/',
    Env: [`RELAY=${JSON.stringify({ forwards, control: `/sockets/${controlName}` })}`],
    Labels: runLabels(options.run),
    Healthcheck: { Test: ['NONE'] },
    HostConfig: {
      ...hardenedHostConfig(relayLimits, options.cpuset),
      NetworkMode: 'none',
      ExtraHosts: options.hosts.map((host) => `${host}:127.0.0.1`),
      Binds: [`${directory}:/sockets`],
    },
  });
  const created = container.catch((error: unknown) => {
    throw isGone(error) ? imageMissing() : error;
  });
  return (await engineCall('create the relay', created)).id;
};

const askListeners = async (socketPath: string): Promise<Listener[]> => {
  const socket = connect(socketPath);
  socket.setTimeout(answerTimeoutMs, () => socket.destroy(new Error(`no answer within ${answerTimeoutMs} ms`)));
  return JSON.parse(await text(socket)) as Listener[];
};

const waitForSockets = async (controlPath: string, signal: AbortSignal) => {
  const deadline = performance.now() + startTimeoutMs;
  for (;;) {
    try {
      return await askListeners(controlPath);
    } catch (error) {
      if (performance.now() > deadline)
        throw infraError(
          'relay-failed',
          `the relay into the pod did not open its sockets within ${startTimeoutMs / 1000} s`,
          `check with \`grade doctor\` that the engine runs on this machine and that the image ${relayImage} works`,
          error,
        );
    }
    await sleep(startPollMs, undefined, { signal });
  }
};

/**
 * Starts the relay: a network namespace with nothing but loopback, and unix sockets that lead into it.
 * @throws AssayError infra-error `relay-failed`, `engine-failed`, `socket-path-too-long`; the signal's reason
 */
export const startRelay = async (options: RelayOptions): Promise<Relay> => {
  const { engine, signal } = options;
  const { parent, directory } = await makeSocketDirectory(options.socketRoot);
  let containerId: string | undefined;
  const dispose = async () => {
    if (containerId !== undefined) await removeContainer(engine, containerId);
    await rm(parent, { recursive: true, force: true });
  };
  try {
    // The longest of the names in use while the program binds: it appends one character.
    for (const { name } of options.forwards) checkLength(join(directory, `${name}~`));
    containerId = await createRelay(options, directory);
    signal.throwIfAborted();
    await engineCall('start the relay', engine.docker.getContainer(containerId).start());
    await waitForSockets(join(directory, controlName), signal);
  } catch (error) {
    await dispose();
    throw error;
  }
  return {
    containerId,
    socketPath: (name) => join(directory, name),
    listeners: async () => {
      try {
        return await askListeners(join(directory, controlName));
      } catch (error) {
        throw infraError('relay-failed', 'the relay into the pod is gone', 'grade again', error);
      }
    },
    dispose,
  };
};
