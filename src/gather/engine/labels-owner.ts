import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** One process, on one boot of one host, told apart from a later one with the same id. */
export type Owner = {
  /** Host name and a digest of boot id and process namespace: equal only where process ids mean the same. */
  host: string;
  pid: number;
  /** Kernel ticks from boot to the start of the process; `0` where the system does not tell. */
  started: string;
};

/** This process. */
export const currentOwner = (): Owner => ({
  host: hostIdentity(),
  pid: process.pid,
  started: startOf(process.pid) ?? '0',
});

/** `host/pid/start`, a label's value. */
export const formatOwner = ({ host, pid, started }: Owner): string => `${host}/${pid}/${started}`;

/** The inverse of `formatOwner`; undefined for anything else. */
export const parseOwner = (text: string): Owner | undefined => {
  const match = /^([^/]+)\/([1-9]\d{0,9})\/(\d+)$/.exec(text);
  const [, host, pid, started] = match ?? [];
  return host && pid && started ? { host, pid: Number(pid), started } : undefined;
};

/**
 * Whether an owner has certainly ended: it belongs to this host and boot, and its process id is free or taken by a
 * later process. Of processes elsewhere nothing is known: false.
 */
export const hasEnded = (owner: Owner): boolean => {
  if (owner.host !== hostIdentity()) return false;
  if (!exists(owner.pid)) return true;
  const started = startOf(owner.pid);
  return owner.started !== '0' && started !== undefined && started !== owner.started;
};

const hostIdentity = (): string => {
  const boot = readText('/proc/sys/kernel/random/boot_id') ?? '';
  const digest = createHash('sha256').update(`${boot.trim()} ${processNamespace()}`).digest('hex');
  return `${hostname()}-${digest.slice(0, 8)}`;
};

/** Graders in different containers may have the same host name and boot id, but different process ids. */
const processNamespace = (): string => {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
};

const exists = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: there is one, of another user.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
};

/** Field 22 of /proc/<pid>/stat; counted after the last parenthesis, since a command's name may hold anything. */
const startOf = (pid: number): string | undefined => {
  const stat = readText(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
};

const readText = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};
