import type Dockerode from 'dockerode';
import type { MountSettings } from 'dockerode';
import type { ImageFact } from '../../core/artifact.ts';
import { candidateFault } from '../../core/errors.ts';
import { watchRootSize } from './candidate-disk.ts';
import { programMounts, removeMounts, sortVolumes } from './candidate-volumes.ts';
import type { Engine } from './connect.ts';
import { type ExitWatch, watchExit } from './exit.ts';
import { runLabels } from './labels.ts';
import { candidateHostConfig, type Limits } from './limits.ts';
import { createDemultiplexer, createLogBuffer, type LogAllowance, type LogBuffer, printable } from './logs.ts';
import { engineCall, engineMessage, type Run, removeContainer } from './pod-engine.ts';

export type CandidateOptions = {
  engine: Engine;
  run: Run;
  image: ImageFact;
  /** `container:<relay>`. */
  networkMode: string;
  /** Set over the image's own. */
  environment: Readonly<Record<string, string>>;
  limits: Limits;
  cpuset: string;
  /** `uid`, `uid:gid` or a name of the image. */
  user: string;
  readOnlyRoot: boolean;
  runtime?: string;
};

/** Why we killed a candidate. */
export type Ceiling = 'log-flood' | 'disk-flood';

/** The submission's container, started; nothing is known of its readiness. */
export type Candidate = {
  containerId: string;
  /** `performance.now()` when the start was asked for. */
  startedAtMs: number;
  log: LogBuffer;
  exit: ExitWatch;
  /** The ceiling for which it was killed, if it was. */
  exceeded(): Ceiling | undefined;
  /** Kills and removes it. Idempotent. */
  dispose(): Promise<void>;
};

export const logAllowance: LogAllowance = { burstBytes: 16 * 2 ** 20, bytesPerSecond: 8 * 2 ** 20 };
export const maxRootBytes = 256 * 2 ** 20;

/** What the engine says when the image, rather than the engine, is to blame for a container that does not start. */
const imageAtFault =
  /exec: "|executable file|exec format error|chdir to cwd|unable to find (user|group)|no matching entries|working directory|invalid (mount|volume)|mount path|to rootfs at "/i;

const blamed = (error: unknown): unknown => {
  const message = engineMessage(error);
  if (!imageAtFault.test(message)) return error;
  return candidateFault(
    'not-executable',
    `the image's command could not be started: ${printable(message)}`,
    'see that ENTRYPOINT, CMD, WORKDIR, USER and VOLUME of the Dockerfile name what the image holds, built for this architecture',
  );
};

const startCall = <T>(what: string, call: Promise<T>): Promise<T> =>
  engineCall(
    what,
    call.catch((error: unknown) => {
      throw blamed(error);
    }),
  );

const createContainer = (
  options: CandidateOptions,
  volumes: readonly string[],
  mounts: MountSettings[],
): Promise<Dockerode.Container> => {
  const create = options.engine.docker.createContainer({
    Image: options.image.id,
    User: options.user,
    Env: Object.entries(options.environment).map(([name, value]) => `${name}=${value}`),
    Labels: runLabels(options.run),
    Healthcheck: { Test: ['NONE'] },
    HostConfig: candidateHostConfig({ ...options, volumes, mounts }),
  });
  return startCall('create the candidate', create);
};

/** Attached before the start, so that no byte is missed; always read, since a program whose output nobody reads waits. */
const followOutput = async (container: Dockerode.Container, log: LogBuffer, abortSignal: AbortSignal) => {
  const attach = container.attach({ stream: true, stdout: true, stderr: true, abortSignal });
  const stream = await engineCall('attach to the candidate', attach);
  stream.on('data', createDemultiplexer(log.append));
  // Aborted by us, or the engine went away, which the wait for the exit reports.
  stream.on('error', () => {});
};

const startContainer = async (
  { engine, readOnlyRoot }: CandidateOptions,
  container: Dockerode.Container,
  signal: AbortSignal,
): Promise<Omit<Candidate, 'dispose'>> => {
  let exceeded: Ceiling | undefined;
  const killFor = (ceiling: Ceiling) => () => {
    exceeded = ceiling;
    // It may have ended by itself meanwhile.
    container.kill().catch(() => {});
  };
  const log = createLogBuffer(logAllowance, killFor('log-flood'));
  await followOutput(container, log, signal);
  const exit = await watchExit(engine, container.id, signal);
  const startedAtMs = performance.now();
  await startCall('start the candidate', container.start());
  if (!readOnlyRoot) void watchRootSize(engine, container.id, maxRootBytes, killFor('disk-flood'), signal);
  return { containerId: container.id, startedAtMs, log, exit, exceeded: () => exceeded };
};

/**
 * Creates and starts the submission's container. From the image come entry point, command, working directory,
 * environment and stop signal, nothing else.
 * @throws AssayError candidate-fault `not-executable`, infra-error `engine-failed`. Nothing is left then.
 */
export const startCandidate = async (options: CandidateOptions): Promise<Candidate> => {
  const { engine } = options;
  const watching = new AbortController();
  const volumes = sortVolumes(options.image);
  const mounts = programMounts(volumes.program, runLabels(options.run));
  let containerId: string | undefined;
  const dispose = async () => {
    // First, since the removal waits for a reader that is still attached.
    watching.abort();
    if (containerId !== undefined) await removeContainer(engine, containerId);
    await removeMounts(engine, mounts);
  };
  try {
    const container = await createContainer(options, volumes.data, mounts);
    containerId = container.id;
    return { ...(await startContainer(options, container, watching.signal)), dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
};
