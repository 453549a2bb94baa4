import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { onTestFinished } from 'vitest';
import { AssayError } from '../../../../src/core/errors.ts';
import { silent } from '../../../../src/core/progress.ts';
import { type AcquireOptions, acquireSource, defaultSourceLimits } from '../../../../src/gather/source/index.ts';

/** A directory that is gone after the test. */
export const temporaryDirectory = async (): Promise<string> => {
  const directory = await mkdtemp(join(tmpdir(), 'assay-source-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
};

export const writeFiles = async (directory: string, files: Record<string, string>): Promise<void> => {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), content);
  }
};

const identity = {
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@b.c',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@b.c',
};
const environment = {
  ...identity,
  PATH: process.env.PATH,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
};

/** Git as the author of a submission would run it. */
export const git = async (cwd: string, args: readonly string[], input?: string | Uint8Array): Promise<string> => {
  const { stdout } = await execa('git', args, { cwd, env: environment, extendEnv: false, input: input ?? '' });
  return stdout;
};

/** A repository with one commit of these files. */
export const makeRepository = async (files: Record<string, string>): Promise<{ directory: string; commit: string }> => {
  const directory = join(await temporaryDirectory(), 'repo');
  await mkdir(directory);
  await git(directory, ['init', '-q', '-b', 'main']);
  return { directory, commit: await commitFiles(directory, files) };
};

export const commitFiles = async (directory: string, files: Record<string, string>): Promise<string> => {
  await writeFiles(directory, files);
  await git(directory, ['add', '-A']);
  await git(directory, ['commit', '-q', '--allow-empty', '-m', 'work']);
  return git(directory, ['rev-parse', 'HEAD']);
};

export const listen = async (
  handler: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ url: string; server: Server; hits: string[] }> => {
  const hits: string[] = [];
  const server = createServer((request, response) => {
    hits.push(`${request.method} ${request.url}`);
    handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return { url: `http://127.0.0.1:${address.port}`, server, hits };
};

/** Serves repositories below `root` by git's own CGI program. `authorization`: what the header must be, if anything. */
export const serveGit = async (root: string, authorization?: string) =>
  listen((request, response) => {
    if (authorization !== undefined && request.headers.authorization !== authorization) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
      return;
    }
    void runBackend(root, request, response);
  });

const runBackend = async (root: string, request: IncomingMessage, response: ServerResponse) => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const backend = execa('git', ['http-backend'], {
    env: {
      ...environment,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: url.pathname,
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    },
    extendEnv: false,
    encoding: 'buffer',
    reject: false,
    input: request,
  });
  const output = Buffer.from((await backend).stdout);
  const end = output.indexOf('\r\n\r\n');
  for (const line of output.toString('latin1', 0, end).split('\r\n')) {
    const [name = '', value = ''] = line.split(': ');
    if (name === 'Status') response.statusCode = Number(value.slice(0, 3));
    else response.setHeader(name, value);
  }
  response.end(output.subarray(end + 4));
};

/** Acquires with short limits; what is not given is the default. */
export const acquire = async (origin: string, options: Partial<AcquireOptions> = {}) => {
  const workDirectory = await temporaryDirectory();
  const signal = options.signal ?? new AbortController().signal;
  return acquireSource({ origin, workDirectory, deadlineMs: 20_000, progress: silent, ...options, signal });
};

/** The expected failure of an acquisition. */
export const failure = async (acquiring: Promise<unknown>): Promise<AssayError> => {
  const result = await acquiring.catch((error: unknown) => error);
  if (result instanceof AssayError) return result;
  throw new Error(`expected an AssayError, got ${result instanceof Error ? result.stack : JSON.stringify(result)}`);
};

/** Default limits with some changed. */
export const limitsOf = (changed: Partial<typeof defaultSourceLimits>) => ({ ...defaultSourceLimits, ...changed });
