import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { HostConfig } from 'dockerode';
import type { Engine } from './connect.ts';
import type { Diagnosis } from './diagnosis.ts';
import { judgeFiles, judgeMemory, judgeNetwork, judgePrivileges, judgeProcesses } from './doctor-judge.ts';
import { type ProbeOptions, runProbe } from './doctor-probe.ts';
import { removeRun } from './labels.ts';
import { candidateHostConfig, defaultLimits } from './limits.ts';

const probeDeadlineMs = 5 * 60_000;
const probeMemoryBytes = 128 * 2 ** 20;
const probePids = 64;
const probeFileBytes = 128 * 2 ** 20;
/** Hosts with hundreds of bridges exist; the first few addresses prove as much. */
const maxHostAddresses = 8;
/** TEST-NET-1 (RFC 5737): nobody's address, so that a probe that got out would disturb nobody. */
const outside = '192.0.2.1';

/**
 * Proves the promises about a candidate's container on this very engine: containers with a candidate's host
 * configuration try to break them. Leaves nothing behind.
 * @param image one with Node
 * @param runtime OCI runtime of the engine; default: the engine's
 * @throws AssayError infra-error when the engine fails
 */
export const diagnoseIsolation = async (engine: Engine, image: string, runtime?: string): Promise<Diagnosis[]> => {
  const run = { id: `doctor-${randomUUID()}`, deadline: new Date(Date.now() + probeDeadlineMs) };
  const probe = { engine, image, run };
  const shared = { cpuset: '0', networkMode: 'none', volumes: [], runtime };
  const usual = candidateHostConfig({ ...shared, limits: defaultLimits });
  const small = candidateHostConfig({ ...shared, limits: { ...defaultLimits, memoryBytes: probeMemoryBytes } });
  const few = candidateHostConfig({ ...shared, limits: { ...defaultLimits, pids: probePids } });
  try {
    return [
      judgeMemory(await runProbe(probe, small, ['memory', `${4 * probeMemoryBytes}`]), probeMemoryBytes),
      judgeProcesses(await runProbe(probe, few, ['processes', `${2 * probePids}`]), probePids),
      await probeNetwork(probe, usual),
      judgeFiles(await runProbe(probe, usual, ['files', `${probeFileBytes}`]), probeFileBytes),
      judgePrivileges(await runProbe(probe, usual, ['privileges', ''])),
    ];
  } finally {
    await removeRun(engine, run.id);
  }
};

/** The probe tries a listener of ours at every address of this host; that it can be reached at all is tried first. */
const probeNetwork = async (probe: ProbeOptions, hostConfig: HostConfig): Promise<Diagnosis> => {
  let accepted = 0;
  const server = createServer((socket) => {
    accepted += 1;
    socket.destroy();
  });
  const port = await listen(server);
  try {
    await once(connect(port, '127.0.0.1').resume(), 'close');
    const reachableFromHost = accepted === 1;
    const targets = [...hostAddresses().map((address) => [address, port]), [outside, 80]];
    const end = await runProbe(probe, hostConfig, ['network', JSON.stringify(targets)]);
    return judgeNetwork(end, { reachableFromHost, accepted: accepted - 1 });
  } finally {
    server.close();
  }
};

const listen = async (server: Server): Promise<number> => {
  server.listen(0, '0.0.0.0');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

/** IPv4 addresses of this host: loopback, its networks, and the engine's bridges when the engine runs here. */
const hostAddresses = (): string[] => {
  const addresses = Object.values(networkInterfaces()).flatMap((entries) => entries ?? []);
  return addresses
    .filter(({ family }) => family === 'IPv4')
    .map(({ address }) => address)
    .slice(0, maxHostAddresses);
};
