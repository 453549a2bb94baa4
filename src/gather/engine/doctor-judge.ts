import { z } from 'zod';
import type { Diagnosis } from './diagnosis.ts';
import type { ProbeEnd } from './doctor-probe.ts';

const mebibytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MiB`;

/** The answer of a probe, or undefined when it gave none that can be read. */
const answerOf = <T>(schema: z.ZodType<T>, { output }: ProbeEnd): T | undefined => {
  try {
    return schema.parse(JSON.parse(output));
  } catch {
    return undefined;
  }
};

const unproven = (id: string, title: string, end: ProbeEnd): Diagnosis => ({
  id,
  title,
  state: 'failed',
  detail: `the probe ended with code ${end.exitCode} and no answer: ${end.output.trim().slice(-300) || 'no output'}`,
  mend: 'run `grade doctor` again; if it stays, see that containers run at all on this engine',
});

/** A program that takes four times its memory must be killed for it. */
export const judgeMemory = (end: ProbeEnd, limitBytes: number): Diagnosis => {
  const shared = { id: 'memory', title: 'memory limit' };
  if (end.oomKilled) return { ...shared, state: 'ok', detail: `killed at ${mebibytes(limitBytes)}, no swap` };
  const taken = answerOf(z.object({ bytes: z.number() }), end);
  if (taken === undefined) return unproven(shared.id, shared.title, end);
  const detail = `a program took ${mebibytes(taken.bytes)} with a limit of ${mebibytes(limitBytes)}`;
  const mend =
    'enable the memory and swap controllers of the kernel (`cgroup_enable=memory swapaccount=1`) and delegate them';
  return { ...shared, state: 'failed', detail, mend };
};

/** Processes and threads beyond the limit must not start. */
export const judgeProcesses = (end: ProbeEnd, limit: number): Diagnosis => {
  const shared = { id: 'processes', title: 'process limit' };
  const answer = answerOf(z.object({ started: z.number() }), end);
  if (answer === undefined) return unproven(shared.id, shared.title, end);
  const detail = `${answer.started} child processes started with a limit of ${limit}`;
  if (answer.started < limit) return { ...shared, state: 'ok', detail };
  return { ...shared, state: 'failed', detail, mend: 'enable the pids controller of the kernel and delegate it' };
};

const networkSchema = z.object({
  connections: z.record(z.string(), z.string()),
  resolved: z.boolean(),
  routes: z.number(),
});

/**
 * No connection, no name, no route.
 * @param listener ours on the host: whether the host itself reached it, and how many connections came besides
 */
export const judgeNetwork = (end: ProbeEnd, listener: { reachableFromHost: boolean; accepted: number }): Diagnosis => {
  const shared = { id: 'network', title: 'no way out' };
  const answer = answerOf(networkSchema, end);
  if (answer === undefined || !listener.reachableFromHost) return unproven(shared.id, shared.title, end);
  const targets = Object.entries(answer.connections);
  const reached = targets.filter(([, result]) => result === 'connected').map(([host]) => host);
  const leaks = [
    ...reached.map((host) => `${host} was reached`),
    ...(listener.accepted > 0 ? [`${listener.accepted} connections came to the host`] : []),
    ...(answer.resolved ? ['a name was resolved'] : []),
    ...(answer.routes > 0 ? [`${answer.routes} routes`] : []),
  ];
  if (leaks.length === 0) {
    return { ...shared, state: 'ok', detail: `no route, no DNS, none of ${targets.length} addresses reached` };
  }
  const mend = 'do not grade here: this engine or runtime does not isolate `--network none`';
  return { ...shared, state: 'failed', detail: leaks.join(', '), mend };
};

const filesSchema = z.object({ written: z.record(z.string(), z.string()), temporaryBytes: z.number() });

/** The image's files cannot be changed, and /tmp is bounded. */
export const judgeFiles = (end: ProbeEnd, attemptedBytes: number): Diagnosis => {
  const shared = { id: 'files', title: 'read-only root, bounded /tmp' };
  const answer = answerOf(filesSchema, end);
  if (answer === undefined) return unproven(shared.id, shared.title, end);
  const written = Object.entries(answer.written).filter(([, result]) => result === 'written');
  const problems = [
    ...written.map(([directory]) => `${directory} was written to`),
    // Anybody may write there but for the read-only root.
    ...(answer.written['/var/tmp/'] === 'EROFS' ? [] : ['/var/tmp/ is not on a read-only root']),
    ...(answer.temporaryBytes < attemptedBytes ? [] : [`/tmp took ${mebibytes(answer.temporaryBytes)}`]),
  ];
  if (problems.length === 0) {
    return { ...shared, state: 'ok', detail: `/tmp full at ${mebibytes(answer.temporaryBytes)}, nothing else written` };
  }
  const mend = 'do not grade here: this engine or runtime ignores read-only roots or sizes of tmpfs';
  return { ...shared, state: 'failed', detail: problems.join(', '), mend };
};

const privilegesSchema = z.object({
  capabilities: z.array(z.string()),
  noNewPrivileges: z.string().optional(),
  seccomp: z.string().optional(),
  uid: z.string(),
});

/** No capability, none to be had by setuid programs, and a filter of system calls. */
export const judgePrivileges = (end: ProbeEnd): Diagnosis => {
  const shared = { id: 'privileges', title: 'no privileges' };
  const answer = answerOf(privilegesSchema, end);
  if (answer === undefined) return unproven(shared.id, shared.title, end);
  const problems = [
    ...(answer.uid === '0' ? ['runs as root'] : []),
    ...(answer.capabilities.every((set) => /^0+$/.test(set)) ? [] : [`capabilities ${answer.capabilities.join(' ')}`]),
    ...(answer.noNewPrivileges === '1' ? [] : ['no_new_privs is not set']),
  ];
  if (problems.length > 0) {
    const mend = 'do not grade here: this engine or runtime ignores CapDrop or no-new-privileges';
    return { ...shared, state: 'failed', detail: problems.join(', '), mend };
  }
  const detail = `user ${answer.uid}, no capabilities, no_new_privs`;
  if (answer.seccomp === '2') return { ...shared, state: 'ok', detail: `${detail}, seccomp filter` };
  const mend = 'use an engine with the default seccomp profile, or a runtime with a kernel of its own (gVisor, Kata)';
  return { ...shared, state: 'warning', detail: `${detail}, but no seccomp filter`, mend };
};
