import type { HostConfig, MountSettings } from 'dockerode';

/** What a candidate's container may use. Printed in the report. */
export type Limits = {
  /** CPU cores, may be a fraction. */
  cpus: number;
  /** RAM; there is no swap beyond it. tmpfs counts. */
  memoryBytes: number;
  /** Processes and threads at a time. */
  pids: number;
};

/** Enough for a Node, Go or JVM service of an assignment's size; the same for everybody. */
export const defaultLimits: Limits = { cpus: 1, memoryBytes: 512 * 2 ** 20, pids: 256 };

/** CPU sets in the kernel's list format, e.g. `0` or `2-3`. */
export type CpuPlan = { candidate: string; services: string; generator: string };

const cpuList = (from: number, to: number) => (from === to ? `${from}` : `${from}-${to}`);

/**
 * Who runs on which CPU, so that the services, the relay and the load generator never take the candidate's share. With
 * one CPU everybody shares it; with two the candidate has CPU 0 for itself; from three on the generator is apart too.
 * @param hostCpus CPUs of the engine's host, >= 1
 * @param candidateCpus `cpus` of the candidate's limits: rounded up, and cut so that one CPU is left for the rest
 */
export const cpuPlan = (hostCpus: number, candidateCpus = defaultLimits.cpus): CpuPlan => {
  const last = Math.max(1, Math.floor(hostCpus)) - 1;
  if (last === 0) return { candidate: '0', services: '0', generator: '0' };
  const lastOfCandidate = Math.min(Math.max(1, Math.ceil(candidateCpus)), last) - 1;
  const services = lastOfCandidate + 1;
  return {
    candidate: cpuList(0, lastOfCandidate),
    services: `${services}`,
    generator: cpuList(Math.min(services + 1, last), last),
  };
};

const tmpfsBytes = 64 * 2 ** 20;
const tmpfsInodes = 65_536;
const logFileBytes = '1m';

/** Options of a tmpfs of ours. `exec` since runtimes such as the JVM unpack native libraries into /tmp. */
export const tmpfsOptions = (bytes: number, mode = '1777'): string =>
  `rw,exec,nosuid,nodev,size=${bytes},nr_inodes=${tmpfsInodes},mode=${mode}`;

/** What every container of a run has, ours and the candidate's: no privileges, private IPC, a bounded log, ceilings. */
export const hardenedHostConfig = (limits: Limits, cpuset: string): HostConfig => ({
  CapDrop: ['ALL'],
  SecurityOpt: ['no-new-privileges'],
  ReadonlyRootfs: true,
  Memory: limits.memoryBytes,
  MemorySwap: limits.memoryBytes,
  NanoCpus: Math.round(limits.cpus * 1e9),
  CpusetCpus: cpuset,
  PidsLimit: limits.pids,
  IpcMode: 'private',
  RestartPolicy: { Name: 'no' },
  LogConfig: { Type: 'json-file', Config: { 'max-size': logFileBytes, 'max-file': '2' } },
});

export type CandidateHostOptions = {
  limits: Limits;
  /** CPUs it may run on; see `cpuPlan`. */
  cpuset: string;
  /** `container:<relay>` or `none`. */
  networkMode: string;
  /** `VOLUME`s of the image: each becomes a sized tmpfs, since an anonymous volume would have no size limit. */
  volumes: readonly string[];
  /** Volumes that hold the program, see `programMounts`. */
  mounts?: MountSettings[];
  /** Default true; false is the fallback for programs that write beside their code. */
  readOnlyRoot?: boolean;
  /** An OCI runtime of the engine, e.g. `runsc`; default: the engine's. */
  runtime?: string;
};

/**
 * The host part of a candidate's container: a stranger's code with nothing but its own files, 127.0.0.1 and the limits.
 * No bind, device, capability or port. `Init` stays off: as in production, the program is process 1 and gets SIGTERM.
 */
export const candidateHostConfig = (options: CandidateHostOptions): HostConfig => ({
  ...hardenedHostConfig(options.limits, options.cpuset),
  NetworkMode: options.networkMode,
  ReadonlyRootfs: options.readOnlyRoot ?? true,
  Tmpfs: Object.fromEntries(['/tmp', ...options.volumes].map((path) => [path, tmpfsOptions(tmpfsBytes)])),
  Mounts: options.mounts,
  Ulimits: [
    { Name: 'nofile', Soft: 4096, Hard: 4096 },
    { Name: 'core', Soft: 0, Hard: 0 },
  ],
  // The kernel's first victim when the host itself runs short, before the relay and the services.
  OomScoreAdj: 500,
  Runtime: options.runtime,
});
