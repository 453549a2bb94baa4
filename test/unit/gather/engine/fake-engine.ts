import Dockerode from 'dockerode';
import type { Engine } from '../../../../src/gather/engine/connect.ts';

/** An engine as it describes itself; nothing answers behind it unless `docker` is given. */
export const fakeEngine = (fields: Partial<Engine> = {}): Engine => ({
  docker: new Dockerode({ socketPath: '/nowhere/docker.sock' }),
  version: '27.1.0',
  apiVersion: '1.46',
  cgroup: { version: 'v2', driver: 'systemd' },
  runtimes: ['runc'],
  rootless: false,
  storageDriver: 'overlay2',
  operatingSystem: 'Test',
  architecture: 'x86_64',
  rootDirectory: '/var/lib/docker',
  address: 'unix:///var/run/docker.sock',
  ...fields,
});
