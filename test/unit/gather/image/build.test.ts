import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import Dockerode from 'dockerode';
import { describe, expect, onTestFinished, test } from 'vitest';
import { AssayError } from '../../../../src/core/errors.ts';
import { silent } from '../../../../src/core/progress.ts';
import type { Engine } from '../../../../src/gather/engine/connect.ts';
import { type BuildOptions, buildImage } from '../../../../src/gather/image/build.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => void;
type Handlers = { inspect?: Handler; pull?: Handler; build?: Handler };

const json = (response: ServerResponse, value: unknown, status = 200) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));

const known: Handler = (_request, response) =>
  json(response, { Id: 'sha256:base', RepoTags: ['debian:bookworm-slim'], Config: {} });
const absent: Handler = (_request, response) => json(response, { message: 'no such image' }, 404);

const serve = async ({ inspect = known, pull, build }: Handlers) => {
  const directory = await mkdtemp(join(tmpdir(), 'assay-fake-'));
  const socketPath = join(directory, 'engine.sock');
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://engine');
    if (url.pathname === '/build') build?.(request, response, url);
    else if (url.pathname === '/images/create') pull?.(request, response, url);
    else inspect(request, response, url);
  });
  await new Promise<void>((resolve) => server.listen(socketPath, resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await rm(directory, { recursive: true, force: true });
  });
  return { socketPath, directory };
};

/** Builds with an engine that answers as these handlers do. */
const build = async (
  handlers: Handlers,
  changed: Partial<BuildOptions> = {},
  Dockerfile = 'FROM debian:bookworm-slim\nRUN x\n',
) => {
  const { socketPath, directory } = await serve(handlers);
  await writeFile(join(directory, 'Dockerfile'), Dockerfile);
  const engine: Engine = {
    docker: new Dockerode({ socketPath, host: undefined }),
    version: '20.10.24',
    apiVersion: '1.41',
    cgroup: { version: 'v1', driver: 'cgroupfs' },
    runtimes: ['runc'],
    rootless: false,
    storageDriver: 'overlay2',
    operatingSystem: 'Debian',
    architecture: 'x86_64',
    rootDirectory: '/var/lib/docker',
    address: `unix://${socketPath}`,
  };
  const run = { id: 'r1', deadline: new Date(Date.now() + 60_000) };
  const signal = new AbortController().signal;
  return buildImage({
    engine,
    run,
    source: { directory, notes: [] },
    deadlineMs: 10_000,
    progress: silent,
    signal,
    ...changed,
  });
};

const failure = async (building: Promise<unknown>): Promise<string> => {
  const result = await building.catch((error: unknown) => error);
  if (result instanceof AssayError) return `${result.fault} ${result.code}`;
  throw new Error(`expected an AssayError, got ${result instanceof Error ? result.stack : JSON.stringify(result)}`);
};

const events = (...lines: unknown[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join('');
const firstStep = { stream: 'Step 1/3 : FROM debian:bookworm-slim\n' };

describe('an engine that', () => {
  test("goes away in the middle of a build is not the candidate's fault", async () => {
    const lost: Handler = (request, response) => {
      request.resume();
      response.write(events(firstStep));
      setTimeout(() => request.socket.destroy(), 50);
    };
    expect(await failure(build({ build: lost }))).toBe('infra-error engine-failed');
  });

  test('is not there at all is not either', async () => {
    const gone: Handler = (request) => request.socket.destroy();
    expect(await failure(build({ inspect: gone }))).toBe('infra-error engine-failed');
    expect(await failure(build({ build: gone }))).toBe('infra-error engine-failed');
  });

  test.each([
    ['ends without an image', events(firstStep)],
    ['does not speak JSON', '<html>'],
  ])('%s has failed', async (_what, body) => {
    expect(
      await failure(build({ build: (request, response) => void request.resume().on('end', () => response.end(body)) })),
    ).toBe('infra-error engine-failed');
  });

  test('never ends a build is left at the deadline, and the connection with it', async () => {
    let closed = false;
    const hang: Handler = (request, response) => {
      request.resume();
      response.write(events(firstStep, { stream: 'Step 2/3 : LABEL x\n' }, { stream: 'Step 3/3 : RUN x\n' }));
      response.on('close', () => {
        closed = true;
      });
    };
    expect(await failure(build({ build: hang }, { deadlineMs: 500 }))).toBe('candidate-fault build-timeout');
    await expect.poll(() => closed).toBe(true);
  });

  test('does not take the Dockerfile names the candidate', async () => {
    const refuse: Handler = (request, response) =>
      void request.resume().on('end', () => json(response, { message: 'dockerfile parse error line 2' }, 400));
    expect(await failure(build({ build: refuse }))).toBe('candidate-fault dockerfile-invalid');
  });

  test('counts other instructions than we do is not trusted with the Dockerfile', async () => {
    const other: Handler = (request, response) =>
      void request.resume().on('end', () => response.end(events({ stream: 'Step 1/9 : FROM x\n' })));
    expect(await failure(build({ build: other }))).toBe('refused dockerfile-ambiguous');
  });
});

describe('a base image that has to be pulled', () => {
  const pulling = (...lines: unknown[]): Handlers => ({
    inspect: absent,
    pull: (_request, response) => response.end(events(...lines)),
  });

  test.each([
    [
      'is not in the registry',
      { errorDetail: { message: 'manifest for debian:x not found: manifest unknown' } },
      'candidate-fault base-image-unknown',
    ],
    [
      'has a registry that cannot be reached',
      { errorDetail: { message: 'Get "https://registry-1.docker.io/v2/": dial tcp: lookup: no such host' } },
      'infra-error base-image-unavailable',
    ],
    ['is too large', { id: 'a', progressDetail: { total: 9e9 } }, 'refused image-too-large'],
    ['is said to have come but has not', { status: 'done' }, 'infra-error base-image-unavailable'],
  ])('and %s', async (_what, line, expected) => expect(await failure(build(pulling(line)))).toBe(expected));

  test("and does not come in time is not the candidate's fault", async () => {
    const slow: Handlers = {
      inspect: absent,
      pull: (_request, response) => void response.write(events({ status: 'waiting' })),
    };
    expect(await failure(build(slow, { deadlineMs: 300 }))).toBe('infra-error base-image-unavailable');
  });

  test('comes with its tag alone and without credentials', async () => {
    const asked: string[] = [];
    const pull: Handler = (request, response, url) => {
      asked.push(`${url.search} ${request.headers['x-registry-auth'] ?? 'none'}`);
      response.end(events({ errorDetail: { message: 'manifest unknown' } }));
    };
    await failure(build({ inspect: absent, pull }, {}, 'FROM debian\n'));
    await failure(build({ inspect: absent, pull }, {}, 'FROM --platform=linux/arm64 ghcr.io/a/b:1\n'));
    expect(asked).toEqual([
      '?fromImage=debian&tag=latest none',
      '?platform=linux%2Farm64&fromImage=ghcr.io%2Fa%2Fb&tag=1 none',
    ]);
  });
});

test('the engine is given limits, and neither arguments, names nor credentials', async () => {
  let query: Record<string, string> = {};
  let headers: IncomingMessage['headers'] = {};
  let sent = '';
  const record: Handler = async (request, response, url) => {
    query = Object.fromEntries(url.searchParams);
    headers = request.headers;
    sent = (await buffer(request)).toString('latin1');
    response.end(events({ errorDetail: { code: 7, message: 'stop' } }));
  };
  await failure(build({ build: record }, { networkMode: 'none' }));
  const { ulimits, ...others } = query;
  expect(others).toEqual({
    rm: 'true',
    forcerm: 'true',
    networkmode: 'none',
    memory: `${2 * 2 ** 30}`,
    memswap: `${2 * 2 ** 30}`,
    cpuperiod: '100000',
    cpuquota: '200000',
  });
  expect(JSON.parse(ulimits ?? '')).toContainEqual({ Name: 'fsize', Soft: 4 * 2 ** 30, Hard: 4 * 2 ** 30 });
  expect(Object.keys(headers).filter((name) => name.startsWith('x-registry'))).toEqual([]);
  expect(sent).toMatch(
    /FROM debian:bookworm-slim\nLABEL "assay\.run"="r1" "assay\.owner"="[^"]+" "assay\.deadline"="[^"]+"\nRUN x\n/,
  );
});
