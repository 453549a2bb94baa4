import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Dockerode from 'dockerode';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Engine } from '../../../../src/gather/engine/connect.ts';
import { watchExit } from '../../../../src/gather/engine/exit.ts';

type Response = Parameters<RequestListener>[1];

let server: Server;
let watching: AbortController;

beforeEach(() => {
  watching = new AbortController();
});

afterEach(() => {
  watching.abort();
  server.closeAllConnections();
  server.close();
});

/** An engine that answers as told. */
const engineThat = async (listener: RequestListener): Promise<Engine> => {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    ...{
      version: '20.10',
      apiVersion: '1.41',
      cgroup: { version: 'v1', driver: 'cgroupfs' },
      runtimes: [],
      rootless: false,
    },
    ...{
      storageDriver: '',
      operatingSystem: '',
      architecture: '',
      rootDirectory: '',
      address: `tcp://127.0.0.1:${port}`,
    },
    docker: new Dockerode({ protocol: 'http', host: '127.0.0.1', port }),
  };
};

const send = (response: Response, value: unknown) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(value));
};

const running = { State: { Status: 'running', ExitCode: 0, OOMKilled: false } };
const exited = (code: number, oomKilled = false) => ({
  State: { Status: 'exited', ExitCode: code, OOMKilled: oomKilled },
});

/** An engine whose answers to `inspect` are taken in order, the last one again and again. */
const engineWith = (states: unknown[], onEvents: (response: Response, opened: number) => void) => {
  let opened = 0;
  return engineThat((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://engine');
    if (pathname !== '/events') return send(response, states.length > 1 ? states.shift() : states[0]);
    expect(searchParams.get('filters')).toBe('{"container":["abc"],"event":["die","oom"]}');
    opened += 1;
    response.flushHeaders();
    return onEvents(response, opened);
  });
};

const event = (action: string) => `{"Action":"${action}","Actor":{"Attributes":{"exitCode":"0"}}}\n`;

test('knows of the end by the event, and of the code by asking', async () => {
  const engine = await engineWith([{ State: { Status: 'created' } }, exited(3)], (response) => {
    setTimeout(() => response.write(event('die').slice(0, 9)), 20);
    setTimeout(() => response.write(event('die').slice(9)), 40);
  });
  const watch = await watchExit(engine, 'abc', watching.signal);
  expect(watch.current()).toBeUndefined();
  expect(await watch.ended).toEqual({ exitCode: 3, oomKilled: false });
  expect(watch.current()).toEqual({ exitCode: 3, oomKilled: false });
});

test('a connection that breaks is no end: it is opened again', async () => {
  const engine = await engineWith([running, running, running, exited(7)], (response, opened) => {
    if (opened === 1) response.destroy();
    else response.write(event('die'));
  });
  expect(await (await watchExit(engine, 'abc', watching.signal)).ended).toEqual({ exitCode: 7, oomKilled: false });
});

test('an end while the connection was broken is found', async () => {
  const engine = await engineWith([running, running, exited(9)], (response, opened) => {
    if (opened === 1) response.destroy();
  });
  expect(await (await watchExit(engine, 'abc', watching.signal)).ended).toEqual({ exitCode: 9, oomKilled: false });
});

test('an engine that stays away is our own failure', { timeout: 10_000 }, async () => {
  const engine = await engineThat((_, response) => response.destroy());
  await expect(watchExit(engine, 'abc', watching.signal)).rejects.toMatchObject({
    fault: 'infra-error',
    code: 'engine-lost',
  });
});

test('a child killed for memory is known while the program lives on, and at its end', async () => {
  let events: Response | undefined;
  const engine = await engineWith([running, exited(0)], (response) => {
    events = response;
    response.write(event('oom'));
  });
  const watch = await watchExit(engine, 'abc', watching.signal);
  await expect.poll(watch.oomKilled).toBe(true);
  expect(watch.current()).toBeUndefined();
  events?.write(event('die'));
  expect(await watch.ended).toEqual({ exitCode: 0, oomKilled: true });
});

test('ends with its signal', async () => {
  const engine = await engineWith([running], () => {});
  const watch = await watchExit(engine, 'abc', watching.signal);
  watching.abort();
  await expect(watch.ended).rejects.toMatchObject({ name: 'AbortError' });
});
