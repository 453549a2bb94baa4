import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HostConfig } from 'dockerode';
import { GenericContainer, getContainerRuntimeClient, getReaper, Wait } from 'testcontainers';
import type { ServiceSpec } from '../../core/challenge.ts';
import { infraError, usageError } from '../../core/errors.ts';
import type { Engine } from './connect.ts';
import { runLabels } from './labels.ts';
import { hardenedHostConfig } from './limits.ts';
import { engineMessage, type Run, removeContainer, unlessAborted } from './pod-engine.ts';
import { type ServiceKind, serviceKinds } from './services-catalogue.ts';

/** How a service is reached from inside the pod, and by which socket from outside. */
export type ServiceAddress = {
  /** E.g. `postgres://assay:<password>@127.0.0.1:5432/assay`. */
  url: string;
  host: string;
  port: number;
  user: string;
  /** Random, for this pod only. */
  password: string;
  database: string;
  /** Unix socket of the relay on the host; `psql -h <its directory>` finds PostgreSQL's by name. */
  socketPath: string;
};

export type Service = { name: string; address: ServiceAddress; dispose(): Promise<void> };

export type ServiceOptions = {
  engine: Engine;
  run: Run;
  name: string;
  spec: ServiceSpec;
  relayId: string;
  socketPath: string;
  cpuset: string;
  signal: AbortSignal;
};

const startTimeoutMs = 60_000;
/** How long an aborted start may go on before we stop waiting for its end. */
const settleMs = 3_000;
const pids = 256;
/** As testcontainers names it. */
const reaperImage = () => process.env.RYUK_CONTAINER_IMAGE ?? 'testcontainers/ryuk:0.14.0';

const serviceFailure = ({ name, spec }: ServiceOptions, error: unknown) =>
  infraError(
    'service-failed',
    `the service "${name}" (${spec.image}) did not start: ${engineMessage(error)}`,
    'see whether the image is there (`grade setup`) and the host has memory left, then grade again',
    error,
  );

/**
 * What a challenge means by a service's name.
 * @throws AssayError usage `service-unknown`
 */
export const serviceKind = (name: string): ServiceKind => {
  const kind = serviceKinds.get(name);
  if (kind !== undefined) return kind;
  const known = [...serviceKinds.keys()].join(', ');
  throw usageError('service-unknown', `there is no service "${name}"; known are ${known}`, 'correct challenge.yaml');
};

/** A service as testcontainers starts it, with the parts of the host configuration that it has no method for. */
class ServiceContainer extends GenericContainer {
  containerId: string | undefined;
  private readonly signal: AbortSignal;

  constructor(image: string, hostConfig: HostConfig, signal: AbortSignal) {
    super(image);
    this.signal = signal;
    Object.assign(this.hostConfig, hostConfig);
  }

  /** Called between create and start: the last moment to stop an aborted start. */
  protected override async containerCreated(containerId: string): Promise<void> {
    this.containerId = containerId;
    this.signal.throwIfAborted();
  }
}

/** Whether testcontainers' reaper can guard this process, too. Our own labels and sweeps do not need it. */
const hasReaper = async (engine: Engine): Promise<boolean> => {
  try {
    await engine.docker.getImage(reaperImage()).inspect();
    await getReaper(await getContainerRuntimeClient());
    return true;
  } catch {
    return false;
  }
};

const describeContainer = (options: ServiceOptions, kind: ServiceKind, password: string): ServiceContainer => {
  const limits = { cpus: 1, memoryBytes: kind.memoryBytes, pids };
  const hostConfig = { ...hardenedHostConfig(limits, options.cpuset), ...kind.hostConfig };
  return new ServiceContainer(options.spec.image, hostConfig, options.signal)
    .withNetworkMode(`container:${options.relayId}`)
    .withLabels(runLabels(options.run))
    .withEnvironment(kind.environment(password))
    .withCommand(kind.command(password))
    .withWaitStrategy(Wait.forSuccessfulCommand(kind.ready(password)))
    .withStartupTimeout(startTimeoutMs);
};

/**
 * Starts a service inside the pod and waits until clients can connect.
 * @throws AssayError infra-error `service-failed`, usage `service-unknown`; the signal's reason. Nothing is left then.
 */
export const startService = async (options: ServiceOptions): Promise<Service> => {
  const { engine, name, signal } = options;
  const kind = serviceKind(name);
  const password = randomBytes(12).toString('hex');
  // testcontainers finds its engine by itself: it must be the one that holds the relay.
  process.env.DOCKER_HOST = engine.address;
  const container = describeContainer(options, kind, password).withAutoCleanup(await hasReaper(engine));
  const starting = container.start();
  const dispose = async () => {
    await Promise.race([starting.catch(() => {}), sleep(settleMs, undefined, { ref: false })]);
    if (container.containerId !== undefined) await removeContainer(engine, container.containerId);
  };
  try {
    await unlessAborted(starting, signal);
  } catch (error) {
    if (container.containerId !== undefined) await removeContainer(engine, container.containerId);
    await dispose();
    throw signal.aborted ? signal.reason : serviceFailure(options, error);
  }
  const { user, database, port, scheme } = kind;
  const host = '127.0.0.1';
  const url = `${scheme}://${user}:${password}@${host}:${port}/${database}`;
  return { name, address: { url, host, port, user, password, database, socketPath: options.socketPath }, dispose };
};
