import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { infraError } from '../../core/errors.ts';

/** Where an engine may be. */
export type EngineAddress = {
  /** `unix:///…`, `npipe:////./pipe/…`, `tcp://host:port`, `ssh://user@host`. */
  url: string;
  /** Directory with `ca.pem`, `cert.pem` and `key.pem`; absent: no TLS. */
  tlsDirectory?: string;
};

const configSchema = z.object({ currentContext: z.string().optional() });
const contextSchema = z.object({ Endpoints: z.object({ docker: z.object({ Host: z.string().min(1) }) }) });

/**
 * The addresses to try, best first, in the order of the docker CLI: an explicit address, DOCKER_HOST, the current
 * context (DOCKER_CONTEXT or `config.json`), and only then the usual sockets that exist.
 * An address that was chosen by somebody is the only one: no silent use of another engine.
 * @throws AssayError `context-unreadable`
 */
export const findAddresses = (environment: NodeJS.ProcessEnv, dockerHost?: string): EngineAddress[] => {
  const chosen = chosenAddress(environment, dockerHost);
  if (chosen !== undefined) return [chosen];
  const sockets = usualSockets(environment).filter((path) => existsSync(path));
  // Named even when it does not exist, for the message.
  return (sockets.length > 0 ? sockets : ['/var/run/docker.sock']).map((path) => ({ url: `unix://${path}` }));
};

/**
 * The address that somebody has chosen by option, DOCKER_HOST or a Docker context; undefined: the usual sockets.
 * @throws AssayError `context-unreadable`
 */
export const chosenAddress = (environment: NodeJS.ProcessEnv, dockerHost?: string): EngineAddress | undefined => {
  const host = dockerHost || environment.DOCKER_HOST;
  return host ? fromHost(host, environment) : fromContext(environment);
};

const fromHost = (host: string, environment: NodeJS.ProcessEnv): EngineAddress => {
  const url = host.includes('://') ? host : `tcp://${host}`;
  const tls = environment.DOCKER_TLS_VERIFY !== undefined && environment.DOCKER_TLS_VERIFY !== '';
  const configuration = environment.DOCKER_CERT_PATH ?? configurationDirectory(environment);
  return tls && url.startsWith('tcp:') ? { url, tlsDirectory: configuration } : { url };
};

const fromContext = (environment: NodeJS.ProcessEnv): EngineAddress | undefined => {
  const directory = configurationDirectory(environment);
  const config = configSchema.safeParse(readJson(join(directory, 'config.json')));
  const name = environment.DOCKER_CONTEXT || config.data?.currentContext;
  if (!name || name === 'default') return undefined;
  // The CLI names the folder of a context by the SHA-256 of its name.
  const folder = createHash('sha256').update(name).digest('hex');
  const context = contextSchema.safeParse(readJson(join(directory, 'contexts/meta', folder, 'meta.json')));
  if (!context.success) {
    const message = `the Docker context "${name}" is selected, but has no readable description in ${directory}`;
    throw infraError('context-unreadable', message, 'select another (`docker context use default`) or set DOCKER_HOST');
  }
  const url = context.data.Endpoints.docker.Host;
  const tlsDirectory = join(directory, 'contexts/tls', folder, 'docker');
  return existsSync(tlsDirectory) ? { url, tlsDirectory } : { url };
};

const configurationDirectory = (environment: NodeJS.ProcessEnv) =>
  environment.DOCKER_CONFIG || join(environment.HOME ?? homedir(), '.docker');

/** Docker's own, then rootless, then Docker Desktop's. */
const usualSockets = (environment: NodeJS.ProcessEnv): string[] => {
  const home = environment.HOME ?? homedir();
  const runtime = environment.XDG_RUNTIME_DIR ?? `/run/user/${process.getuid?.() ?? 0}`;
  return [
    '/var/run/docker.sock',
    join(runtime, 'docker.sock'),
    join(home, '.docker/run/docker.sock'),
    join(home, '.docker/desktop/docker.sock'),
  ];
};

const readJson = (path: string): unknown => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
};
