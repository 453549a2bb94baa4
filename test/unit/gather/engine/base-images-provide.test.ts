import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import Dockerode from 'dockerode';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { silent } from '../../../../src/core/progress.ts';
import { baseImages } from '../../../../src/gather/engine/base-images/catalogue.ts';
import { provideBaseImages } from '../../../../src/gather/engine/base-images/provide.ts';
import { pullImage } from '../../../../src/gather/engine/base-images/pull.ts';
import type { Engine } from '../../../../src/gather/engine/connect.ts';
import { fakeEngine } from './fake-engine.ts';

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

const never = new AbortController().signal;

/** An engine of which only pulls, the list of images and tags are real enough. */
const engineWith = async (handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<Engine> => {
  server = createServer(handle);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const docker = new Dockerode({ protocol: 'http', host: '127.0.0.1', port });
  return fakeEngine({ docker });
};

const pull = (engine: Engine, steps: string[] = []) =>
  pullImage(engine, 'node:24', { signal: never, onStep: (step) => steps.push(step) });

const events = (...list: object[]) => list.map((event) => `${JSON.stringify(event)}\n`).join('');

describe('a pull', () => {
  test('that ends well has pulled the image', async () => {
    const engine = await engineWith((_, response) => response.end(events({ status: 'Downloading', id: 'abc' })));
    const steps: string[] = [];
    expect(await pull(engine, steps)).toEqual({ state: 'pulled' });
    expect(steps).toEqual(['Downloading abc']);
  });

  test('of an image that the registry does not know is refused', async () => {
    const engine = await engineWith((_, response) => response.writeHead(404).end('{"message":"manifest unknown"}'));
    expect(await pull(engine)).toMatchObject({ state: 'refused', reason: expect.stringContaining('manifest unknown') });
  });

  test('that fails after it began is refused: the registry was reached', async () => {
    const engine = await engineWith((_, response) =>
      response.end(events({ status: 'Pulling' }, { error: 'toomanyrequests' })),
    );
    expect(await pull(engine)).toEqual({ state: 'refused', reason: 'toomanyrequests' });
  });

  test('that cannot begin says that the registry is unreachable', async () => {
    const engine = await engineWith((_, response) => response.writeHead(500).end('{"message":"no such host"}'));
    expect(await pull(engine)).toMatchObject({ state: 'unreachable', reason: expect.stringContaining('no such host') });
  });

  test('of which nothing is heard ends by itself', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const engine = await engineWith((_, response) => response.flushHeaders());
      const attempt = pull(engine);
      if (server) await once(server, 'request');
      await vi.advanceTimersByTimeAsync(15_000);
      expect(await attempt).toEqual({ state: 'unreachable', reason: 'no answer for 15 s' });
    } finally {
      vi.useRealTimers();
    }
  });

  test('ends with the run', async () => {
    const engine = await engineWith((_, response) => response.flushHeaders());
    const run = new AbortController();
    const attempt = pullImage(engine, 'node:24', { signal: run.signal, onStep: () => {} });
    run.abort(new Error('interrupted'));
    await expect(attempt).rejects.toThrow('interrupted');
  });
});

describe('base images', () => {
  const images = baseImages.filter(({ reference }) => /^(debian:bookworm-slim|node:24-bookworm-slim)$/.test(reference));
  const listed = (reference: string, digest?: string) => ({
    Id: `sha256:${reference}`,
    RepoTags: [reference],
    RepoDigests: digest === undefined ? null : [digest],
  });
  const provide = (engine: Engine) =>
    provideBaseImages(engine, images, { progress: silent, signal: never, prepareBuild: async () => {} });

  test('that are there stay, and a stand-in gets its names', async () => {
    const asked: string[] = [];
    const engine = await engineWith(({ method, url = '' }, response) => {
      if (url.startsWith('/images/json')) {
        response.end(
          JSON.stringify([listed('debian:bookworm-slim'), listed('node:24-bookworm-slim', 'node@sha256:1')]),
        );
        return;
      }
      asked.push(`${method} ${url}`);
      response.writeHead(201).end();
    });
    expect((await provide(engine)).map(({ state }) => state)).toEqual(['present', 'present']);
    expect(asked).toEqual(['POST /images/sha256:debian:bookworm-slim/tag?repo=debian&tag=bookworm']);
  });

  test('that are not there are pulled, under their own names only', async () => {
    const asked: string[] = [];
    const engine = await engineWith(({ method, url = '' }, response) => {
      if (url.startsWith('/images/json')) {
        response.end('[]');
        return;
      }
      asked.push(`${method} ${decodeURIComponent(url)}`);
      response.end(events({ status: 'Downloaded' }));
    });
    expect((await provide(engine)).map(({ state }) => state)).toEqual(['pulled', 'pulled']);
    expect(asked).toEqual([
      'POST /images/create?fromImage=debian&tag=bookworm-slim',
      'POST /images/create?fromImage=node&tag=24-bookworm-slim',
    ]);
  });

  test('that the engine will not build are missing, with what it says', async () => {
    const alpine = baseImages.filter(({ reference }) => reference === 'alpine:3');
    const engine = await engineWith(({ url = '' }, response) => {
      if (url.startsWith('/images/json')) response.end('[]');
      // Before the build context was read.
      else response.writeHead(500).end('{"message":"no space left on device"}');
    });
    const options = { progress: silent, signal: never, prepareBuild: async () => {} };
    expect(await provideBaseImages(engine, alpine, options)).toEqual([
      expect.objectContaining({ state: 'missing', reason: expect.stringContaining('no space left on device') }),
    ]);
  });

  test('that can neither be pulled nor built are missing, with the reason, and the registry is tried once', async () => {
    vi.stubEnv('PATH', '/bin-without-mmdebstrap');
    let pulls = 0;
    const engine = await engineWith(({ url = '' }, response) => {
      if (url.startsWith('/images/json')) {
        response.end('[]');
        return;
      }
      pulls += 1;
      response.writeHead(500).end('{"message":"no such host"}');
    });
    expect(await provide(engine)).toEqual([
      expect.objectContaining({ state: 'missing', reason: expect.stringContaining('mmdebstrap') }),
      expect.objectContaining({ state: 'missing', reason: 'it is built upon debian:bookworm-slim, which is missing' }),
    ]);
    expect(pulls).toBe(1);
    vi.unstubAllEnvs();
  });
});
