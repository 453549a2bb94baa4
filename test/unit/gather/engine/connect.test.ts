import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { expect, test, vi } from 'vitest';
import { connectEngine } from '../../../../src/gather/engine/connect.ts';

const listening = async <T extends ReturnType<typeof createTcpServer>>(server: T): Promise<string> => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return `tcp://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
};

test('describes the engine from what it says about itself', async () => {
  const info = {
    CgroupVersion: '2',
    CgroupDriver: 'systemd',
    Runtimes: { runc: {}, runsc: {} },
    SecurityOptions: ['name=seccomp,profile=default', 'name=rootless'],
    Driver: 'overlay2',
    OperatingSystem: 'Test',
    Architecture: 'aarch64',
    DockerRootDir: '/data',
  };
  const server = createServer((request, response) => {
    const answer = request.url?.startsWith('/version') ? { Version: '27.1.0', ApiVersion: '1.46' } : info;
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
  const dockerHost = await listening(server);
  const { docker: _, ...engine } = await connectEngine({ dockerHost });
  server.close();
  expect(engine).toEqual({
    version: '27.1.0',
    apiVersion: '1.46',
    cgroup: { version: 'v2', driver: 'systemd' },
    runtimes: ['runc', 'runsc'],
    rootless: true,
    storageDriver: 'overlay2',
    operatingSystem: 'Test',
    architecture: 'aarch64',
    rootDirectory: '/data',
    address: dockerHost,
  });
});

test('says which address did not answer, and what to do', async () => {
  const attempt = connectEngine({ dockerHost: 'unix:///nowhere/docker.sock' });
  await expect(attempt).rejects.toMatchObject({
    code: 'engine-unreachable',
    fault: 'infra-error',
    message: expect.stringContaining('unix:///nowhere/docker.sock'),
    hint: expect.stringContaining('grade setup'),
  });
});

test('gives up on an engine that accepts and never answers', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const server = createTcpServer();
  try {
    const dockerHost = await listening(server);
    const attempt = connectEngine({ dockerHost });
    const failure = expect(attempt).rejects.toMatchObject({
      message: expect.stringContaining('no answer within 10 s'),
    });
    await once(server, 'connection');
    await vi.advanceTimersByTimeAsync(10_000);
    await failure;
  } finally {
    vi.useRealTimers();
    server.close();
  }
});

test('an explicit socket is used even when DOCKER_HOST names another engine', async () => {
  vi.stubEnv('DOCKER_HOST', 'tcp://127.0.0.1:1');
  const attempt = connectEngine({ dockerHost: 'unix:///nowhere/docker.sock' });
  await expect(attempt).rejects.toThrow('ENOENT');
  vi.unstubAllEnvs();
});
