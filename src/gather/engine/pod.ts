import type { ServiceSpec } from '../../core/challenge.ts';
import type { Engine } from './connect.ts';
import { allDone, type Run } from './pod-engine.ts';
import { type Listener, type Relay, startRelay } from './relay.ts';
import { type Service, type ServiceAddress, serviceKind, startService } from './services.ts';

export type PodOptions = {
  engine: Engine;
  run: Run;
  /** The challenge's services by name. */
  services: Readonly<Record<string, ServiceSpec>>;
  /** Port that the candidate is told to listen on. */
  port: number;
  /** An existing directory of the run, private to its user, with a short path. */
  socketRoot: string;
  /** CPUs of the relay and the services; see `cpuPlan`. */
  cpuset: string;
  signal: AbortSignal;
};

/** A network of its own, without a way out, with the challenge's services in it; the candidate joins it. */
export type Pod = {
  relayId: string;
  /** `NetworkMode` of whatever joins the pod. */
  networkMode: string;
  /** Unix socket on the host that leads to the candidate's port. */
  socketPath: string;
  services: Readonly<Record<string, ServiceAddress>>;
  /** TCP ports that are listened on in the pod, the services' included. */
  listeners(): Promise<Listener[]>;
  /** Kills and removes everything of the pod. Idempotent. */
  dispose(): Promise<void>;
};

const candidateSocket = 'candidate.sock';

const startRelayFor = (options: PodOptions): Promise<Relay> => {
  const hosts = Object.keys(options.services);
  const kinds = hosts.map(serviceKind);
  const forwards = [
    { name: candidateSocket, port: options.port },
    ...kinds.map(({ socket, port }) => ({ name: socket, port })),
  ];
  return startRelay({ ...options, forwards, hosts });
};

/** All at once; the failure of one ends the start of the others. Those that started are in `started` in any case. */
const startServices = async (options: PodOptions, relay: Relay, started: Service[]): Promise<void> => {
  const failure = new AbortController();
  const signal = AbortSignal.any([options.signal, failure.signal]);
  const start = async (name: string, spec: ServiceSpec) => {
    try {
      const socketPath = relay.socketPath(serviceKind(name).socket);
      started.push(await startService({ ...options, name, spec, relayId: relay.containerId, socketPath, signal }));
    } catch (error) {
      failure.abort(error);
      throw error;
    }
  };
  await allDone(Object.entries(options.services).map(([name, spec]) => start(name, spec)));
};

/**
 * Opens a pod: the relay, then the services; returns when clients can connect to them.
 * @throws AssayError infra-error, usage `service-unknown`; the signal's reason. Nothing is left then.
 */
export const openPod = async (options: PodOptions): Promise<Pod> => {
  const relay = await startRelayFor(options);
  const started: Service[] = [];
  const dispose = () => allDone([...started, relay].map((part) => part.dispose()));
  try {
    await startServices(options, relay, started);
  } catch (error) {
    await dispose();
    throw error;
  }
  return {
    relayId: relay.containerId,
    networkMode: `container:${relay.containerId}`,
    socketPath: relay.socketPath(candidateSocket),
    services: Object.fromEntries(started.map(({ name, address }) => [name, address])),
    listeners: relay.listeners,
    dispose,
  };
};
