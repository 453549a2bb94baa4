import type { ImageFact } from '../core/artifact.ts';
import { type AssayError, candidateFault } from '../core/errors.ts';
import { type Candidate, type Ceiling, logAllowance, maxRootBytes } from './engine/candidate.ts';
import type { ExitFact } from './engine/exit.ts';
import type { Limits } from './engine/limits.ts';
import { lastLines } from './engine/logs.ts';
import type { Listener } from './engine/relay.ts';

const mebibytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MiB`;

/** Nothing to start. */
export const noCommand = (): AssayError =>
  candidateFault(
    'no-command',
    'the image has neither an ENTRYPOINT nor a CMD, so there is nothing to start',
    'add a CMD to the Dockerfile that starts the API, e.g. CMD ["node", "server.js"]',
  );

/** Whether the image says what to start. */
export const hasCommand = (image: ImageFact): boolean => image.entrypoint.length + image.command.length > 0;

const ceilings: Readonly<Record<Ceiling, (log: string) => AssayError>> = {
  'log-flood': (log) =>
    candidateFault(
      'log-flood',
      `the container wrote ${mebibytes(logAllowance.burstBytes)} of log faster than ${mebibytes(logAllowance.bytesPerSecond)} a second and was stopped`,
      'log events, not states: find the loop that logs, or raise the log level',
      log,
    ),
  'disk-flood': (log) =>
    candidateFault(
      'disk-flood',
      `the container wrote more than ${mebibytes(maxRootBytes)} of files before it was ready and was stopped`,
      'keep data in the services that the brief provides, and temporary files small and in /tmp',
      log,
    ),
};

/** `exec format error` and the like, where the engine's runtime writes it to the log and exits instead of failing. */
const runtimeRefusal = /exec format error|exec user process/i;

const exited = (exit: ExitFact, seconds: string, log: string): AssayError => {
  if (runtimeRefusal.test(log))
    return candidateFault(
      'not-executable',
      `the image's command could not be executed (exit code ${exit.exitCode})`,
      'see that ENTRYPOINT and CMD name a program built for this architecture, with a #! line if it is a script',
      log,
    );
  return candidateFault(
    'exited',
    `the container exited with code ${exit.exitCode} after ${seconds} s, before it answered a request`,
    exit.exitCode === 0
      ? 'keep the server in the foreground: the container lives as long as the program that CMD starts'
      : 'start the image with the environment of the brief and read the last lines of its log',
    log,
  );
};

/** Why a container that ended never became ready. */
export const exitFault = (candidate: Candidate, exit: ExitFact, limits: Limits): AssayError => {
  const log = lastLines(candidate.log.text());
  const ceiling = candidate.exceeded();
  if (ceiling !== undefined) return ceilings[ceiling](log);
  const seconds = ((performance.now() - candidate.startedAtMs) / 1000).toFixed(1);
  if (!exit.oomKilled) return exited(exit, seconds, log);
  return candidateFault(
    'out-of-memory',
    `the container needed more than its ${mebibytes(limits.memoryBytes)} of memory and was killed after ${seconds} s (exit code ${exit.exitCode})`,
    `try it with \`docker run --memory ${limits.memoryBytes} --memory-swap ${limits.memoryBytes}\`; see what is held in memory at the start`,
    log,
  );
};

export type UnreadyOptions = {
  /** Port it was told to listen on, and the variable that said so. */
  port: number;
  path: string;
  seconds: number;
  /** TCP ports of the candidate, the services' left out. */
  listeners: readonly Listener[];
  /** What the last attempt saw. */
  last: string;
  log: string;
};

const portsOf = (listeners: readonly Listener[]): string =>
  [...new Set(listeners.map(({ address, port }) => `${address.includes(':') ? `[${address}]` : address}:${port}`))]
    .slice(0, 10)
    .join(', ');

/** Why a container that still runs was not ready in time. */
export const unreadyFault = (options: UnreadyOptions): AssayError => {
  const { port, path, seconds, listeners, last, log } = options;
  if (listeners.length === 0)
    return candidateFault(
      'never-listened',
      `nothing listened on port ${port}, nor on any other, within ${seconds} s of the start`,
      `listen on the port that the environment names (PORT is ${port}) within ${seconds} s`,
      log,
    );
  if (!listeners.some((listener) => listener.port === port))
    return candidateFault(
      'wrong-port',
      `the container listened on ${portsOf(listeners)}, but not on port ${port}`,
      `listen on the port that the environment names: PORT is ${port}`,
      log,
    );
  return candidateFault(
    'never-ready',
    `the container listened on port ${port}, but \`GET ${path}\` had no answer below 500 within ${seconds} s: the last attempt ${last}`,
    'answer the readiness path with 200 once the services can be reached, and never later than that',
    log,
  );
};
