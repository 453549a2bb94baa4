import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findAddresses } from '../../../../src/gather/engine/connect-address.ts';

let home = '';

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'assay-home-'));
});

afterEach(() => rmSync(home, { recursive: true }));

const contextFolder = (name: string) => createHash('sha256').update(name).digest('hex');

const writeContext = (name: string, meta: unknown, withTls = false) => {
  const docker = join(home, '.docker');
  const folder = join(docker, 'contexts/meta', contextFolder(name));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'meta.json'), typeof meta === 'string' ? meta : JSON.stringify(meta));
  if (withTls) mkdirSync(join(docker, 'contexts/tls', contextFolder(name), 'docker'), { recursive: true });
};

const selectContext = (name: string) => {
  mkdirSync(join(home, '.docker'), { recursive: true });
  writeFileSync(join(home, '.docker/config.json'), JSON.stringify({ currentContext: name }));
};

const endpoint = (host: string) => ({ Name: 'work', Endpoints: { docker: { Host: host, SkipTLSVerify: false } } });

describe('a chosen address', () => {
  test('is the only one, the option before DOCKER_HOST before the context', () => {
    writeContext('work', endpoint('tcp://context:1'));
    selectContext('work');
    const environment = { HOME: home, DOCKER_HOST: 'tcp://environment:2' };
    expect(findAddresses(environment, 'tcp://option:3')).toEqual([{ url: 'tcp://option:3' }]);
    expect(findAddresses(environment)).toEqual([{ url: 'tcp://environment:2' }]);
    expect(findAddresses({ HOME: home })).toEqual([{ url: 'tcp://context:1' }]);
  });

  test('without a scheme is TCP, as for the docker CLI', () => {
    expect(findAddresses({ DOCKER_HOST: 'engine:2375' })).toEqual([{ url: 'tcp://engine:2375' }]);
  });

  test('takes certificates from DOCKER_CERT_PATH when DOCKER_TLS_VERIFY is set', () => {
    const environment = { DOCKER_HOST: 'tcp://engine:2376', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/certificates' };
    expect(findAddresses(environment)).toEqual([{ url: 'tcp://engine:2376', tlsDirectory: '/certificates' }]);
  });
});

describe('a Docker context', () => {
  test('named by DOCKER_CONTEXT goes before the current one, with its certificates', () => {
    writeContext('work', endpoint('tcp://work:1'));
    writeContext('other', endpoint('tcp://other:1'), true);
    selectContext('work');
    const tlsDirectory = join(home, '.docker/contexts/tls', contextFolder('other'), 'docker');
    expect(findAddresses({ HOME: home, DOCKER_CONTEXT: 'other' })).toEqual([{ url: 'tcp://other:1', tlsDirectory }]);
  });

  test.each([
    ['is not there', undefined],
    ['is no JSON', '{'],
    ['has no address', { Name: 'work', Endpoints: {} }],
  ])('that %s is an error, not another engine', (_, meta) => {
    if (meta !== undefined) writeContext('work', meta);
    selectContext('work');
    expect(() => findAddresses({ HOME: home })).toThrow(
      expect.objectContaining({ code: 'context-unreadable', fault: 'infra-error' }),
    );
  });

  test('"default" and a broken config.json mean the usual sockets', () => {
    const usual = findAddresses({ HOME: home, XDG_RUNTIME_DIR: home });
    selectContext('default');
    expect(findAddresses({ HOME: home, XDG_RUNTIME_DIR: home })).toEqual(usual);
    writeFileSync(join(home, '.docker/config.json'), 'not JSON');
    expect(findAddresses({ HOME: home, XDG_RUNTIME_DIR: home })).toEqual(usual);
  });
});

test('the usual sockets include those of rootless engines and Docker Desktop, where they exist', () => {
  mkdirSync(join(home, '.docker/run'), { recursive: true });
  writeFileSync(join(home, 'docker.sock'), '');
  writeFileSync(join(home, '.docker/run/docker.sock'), '');
  const addresses = findAddresses({ HOME: home, XDG_RUNTIME_DIR: home }).filter(({ url }) => url.includes(home));
  expect(addresses).toEqual([{ url: `unix://${home}/docker.sock` }, { url: `unix://${home}/.docker/run/docker.sock` }]);
});
