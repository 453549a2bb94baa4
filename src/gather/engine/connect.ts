import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Dockerode from 'dockerode';
import { infraError } from '../../core/errors.ts';
import { type EngineAddress, findAddresses } from './connect-address.ts';

/** For each of the two calls that make a connection. */
const connectTimeoutMs = 10_000;

/** A Docker engine that answers, and what it is able to do. */
export type Engine = {
  docker: Dockerode;
  /** E.g. `20.10.24`. */
  version: string;
  /** E.g. `1.41`. */
  apiVersion: string;
  cgroup: { version: 'v1' | 'v2'; driver: string };
  /** Names of the OCI runtimes, e.g. `runc`, `runsc`. */
  runtimes: string[];
  rootless: boolean;
  /** E.g. `overlay2`. */
  storageDriver: string;
  /** E.g. `Debian GNU/Linux 12 (bookworm)`, `Docker Desktop`. */
  operatingSystem: string;
  /** As the engine names it, e.g. `x86_64`. */
  architecture: string;
  /** The engine's data directory on its own host. */
  rootDirectory: string;
  /** `unix:///var/run/docker.sock`, `tcp://…`; where it was found. */
  address: string;
};

/**
 * Connects to the first engine that answers: `dockerHost`, else DOCKER_HOST, else the current Docker context, else the
 * usual sockets.
 * @throws AssayError `engine-unreachable` naming every address that was tried
 */
export const connectEngine = async (options: { dockerHost?: string } = {}): Promise<Engine> => {
  const failures: string[] = [];
  let cause: unknown;
  for (const address of findAddresses(process.env, options.dockerHost)) {
    try {
      return await describe(address);
    } catch (error) {
      cause = error;
      failures.push(`${address.url}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const hint = 'run `grade setup`, or set DOCKER_HOST to the address of an engine that runs';
  throw infraError('engine-unreachable', `no Docker engine answered (${failures.join('; ')})`, hint, cause);
};

/** The fields of `docker info` that are read here; the typings know it as `any`. */
type Info = {
  CgroupVersion?: string;
  CgroupDriver?: string;
  Runtimes?: Record<string, unknown>;
  SecurityOptions?: string[];
  Driver?: string;
  OperatingSystem?: string;
  Architecture?: string;
  DockerRootDir?: string;
};

const describe = async (address: EngineAddress): Promise<Engine> => {
  const docker = new Dockerode(dialOptions(address));
  const version = await answered(docker.version());
  const info: Info = await answered(docker.info());
  return {
    docker,
    version: version.Version,
    apiVersion: version.ApiVersion,
    // Engines before 20.10 know version 1 only and do not say so.
    cgroup: { version: info.CgroupVersion === '2' ? 'v2' : 'v1', driver: info.CgroupDriver ?? 'none' },
    runtimes: Object.keys(info.Runtimes ?? {}),
    rootless: (info.SecurityOptions ?? []).some((option) => option.includes('rootless')),
    storageDriver: info.Driver ?? '',
    operatingSystem: info.OperatingSystem ?? '',
    architecture: info.Architecture ?? '',
    rootDirectory: info.DockerRootDir ?? '',
    address: address.url,
  };
};

/** `host` and `socketPath` are both given, one of them empty: what is left out would be filled from DOCKER_HOST. */
const dialOptions = ({ url, tlsDirectory }: EngineAddress): Dockerode.DockerOptions => {
  const { protocol, hostname, port, pathname, username } = new URL(url);
  if (protocol === 'unix:' || protocol === 'npipe:')
    return { host: undefined, socketPath: decodeURIComponent(pathname) };
  if (protocol === 'ssh:') return { protocol: 'ssh', host: hostname, port: port || 22, username };
  if (tlsDirectory === undefined) return { protocol: 'http', host: hostname, port: port || 2375 };
  const read = (name: string) => readFileSync(join(tlsDirectory, `${name}.pem`));
  return {
    protocol: 'https',
    host: hostname,
    port: port || 2376,
    ca: read('ca'),
    cert: read('cert'),
    key: read('key'),
  };
};

const answered = async <T>(call: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${connectTimeoutMs / 1000} s`)), connectTimeoutMs);
  });
  try {
    return await Promise.race([call, late]);
  } finally {
    clearTimeout(timer);
  }
};
