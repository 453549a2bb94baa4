import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { type AssayError, infraError } from '../../core/errors.ts';
import type { Progress } from '../../core/progress.ts';
import { connectEngine, type Engine } from './connect.ts';

/** The engine, its packet filter, and the tool that makes a base image where no registry can be reached. */
const enginePackages = ['docker.io', 'iptables', 'mmdebstrap', 'debian-archive-keyring'];
const aptTimeoutMs = 10 * 60_000;
const startTimeoutMs = 60_000;
const daemonLog = '/var/log/dockerd.log';

/** Who may install what here. */
export type HostSystem = {
  /** `ID` and `ID_LIKE` of os-release say Debian or Ubuntu. */
  debianLike: boolean;
  root: boolean;
  /** systemd runs: services are started through it. */
  systemd: boolean;
};

/** What this host is, from os-release, the user id and systemd's marker directory. */
export const hostSystem = async (): Promise<HostSystem> => {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return {
    debianLike: /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(release),
    root: process.getuid?.() === 0,
    systemd: existsSync('/run/systemd/system'),
  };
};

/** The commands that bring an engine to a host, for people to copy. */
export const installCommands = (system: HostSystem): string => {
  if (!system.debianLike)
    return 'install Docker Engine or Docker Desktop (https://docs.docker.com/engine/install/) and start it';
  const sudo = system.root ? '' : 'sudo ';
  const apt = `${sudo}apt-get update && ${sudo}apt-get install --yes --no-install-recommends ${enginePackages.join(' ')}`;
  const start = system.systemd ? `${sudo}systemctl enable --now docker` : `${sudo}dockerd`;
  return `${apt} && ${start}`;
};

/**
 * Installs the distribution's engine, starts it, and waits until it answers.
 * @throws AssayError `engine-unreachable` where that is not possible here (the hint has the commands to run by hand),
 * `install-failed`, `engine-did-not-start`
 */
export const installEngine = async (progress: Progress, signal: AbortSignal): Promise<Engine> => {
  const system = await hostSystem();
  if (!system.debianLike || !system.root) throw noEngine(system);
  if (!(await hasCommand('dockerd'))) await aptInstall(enginePackages, progress, signal);
  progress.stage('engine', 'starting');
  const daemonEnded = await startDaemon(system, signal);
  return await firstAnswer(daemonEnded, signal);
};

/** There is no engine, and none was to be installed. */
export const noEngine = (system: HostSystem): AssayError => {
  const installable = system.debianLike && system.root ? 'run `grade setup --install`, or by hand: ' : '';
  return infraError(
    'engine-unreachable',
    'no Docker engine answers on this host',
    installable + installCommands(system),
  );
};

/**
 * Installs packages of the distribution; the caller has made sure of root and apt.
 * @throws AssayError `install-failed` with apt's last lines
 */
export const aptInstall = async (packages: readonly string[], progress: Progress, signal: AbortSignal) => {
  const options = {
    env: { DEBIAN_FRONTEND: 'noninteractive' },
    cancelSignal: signal,
    timeout: aptTimeoutMs,
    stdin: 'ignore',
    reject: false,
    all: true,
  } as const;
  progress.stage('install', packages.join(', '));
  // A list that cannot be refreshed may still do: what counts is whether the packages come.
  await execa('apt-get', ['update', '-qq'], options);
  const installed = await execa(
    'apt-get',
    ['install', '-qq', '--yes', '--no-install-recommends', ...packages],
    options,
  );
  if (installed.exitCode === 0) return;
  const log = installed.all.trim().split('\n').slice(-5).join('\n');
  throw infraError(
    'install-failed',
    `apt-get could not install ${packages.join(', ')}: ${log}`,
    'install them by hand',
  );
};

/** Whether a program is in PATH. */
export const hasCommand = async (name: string): Promise<boolean> =>
  (await execa('sh', ['-c', 'command -v "$1"', 'sh', name], { reject: false, stdin: 'ignore' })).exitCode === 0;

/** Starts the engine. The signal of the result is aborted when it has ended again. */
const startDaemon = async (system: HostSystem, signal: AbortSignal): Promise<AbortSignal> => {
  const ended = new AbortController();
  if (system.systemd) {
    const options = { cancelSignal: signal, timeout: startTimeoutMs, stdin: 'ignore', reject: false } as const;
    const { failed, stderr } = await execa('systemctl', ['start', 'docker'], options);
    if (failed) ended.abort(new Error(`systemctl could not start it: ${stderr.slice(-300)}`));
    return ended.signal;
  }
  // No init system, as in many CI containers: it outlives us, as a service would.
  const log = openSync(daemonLog, 'a');
  const daemon = spawn('dockerd', [], { detached: true, stdio: ['ignore', log, log] });
  daemon.once('error', (error) => ended.abort(error));
  daemon.once('exit', (code) => ended.abort(new Error(`dockerd ended with code ${code}`)));
  daemon.unref();
  closeSync(log);
  return ended.signal;
};

const firstAnswer = async (daemonEnded: AbortSignal, signal: AbortSignal): Promise<Engine> => {
  const deadlineMs = Date.now() + startTimeoutMs;
  for (;;) {
    try {
      return await connectEngine();
    } catch (error) {
      if (daemonEnded.aborted || Date.now() > deadlineMs)
        throw didNotStart(daemonEnded.aborted ? daemonEnded.reason : error);
    }
    await sleep(250, undefined, { signal });
  }
};

const didNotStart = (cause: unknown): AssayError => {
  const message = `the engine was started, but does not answer: ${cause instanceof Error ? cause.message : cause}`;
  return infraError('engine-did-not-start', message, `see ${daemonLog} or \`journalctl -u docker\``, cause);
};
