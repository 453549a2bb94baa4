import { describe, expect, test } from 'vitest';
import { candidateHostConfig, cpuPlan, defaultLimits } from '../../../../src/gather/engine/limits.ts';

describe('cpuPlan', () => {
  test.each([
    [1, 1, { candidate: '0', services: '0', generator: '0' }],
    [2, 1, { candidate: '0', services: '1', generator: '1' }],
    [3, 1, { candidate: '0', services: '1', generator: '2' }],
    [8, 1, { candidate: '0', services: '1', generator: '2-7' }],
    [8, 2, { candidate: '0-1', services: '2', generator: '3-7' }],
    [8, 0.5, { candidate: '0', services: '1', generator: '2-7' }],
    [4, 16, { candidate: '0-2', services: '3', generator: '3' }],
  ])('%i CPUs of the host, %d of the candidate', (hostCpus, candidateCpus, plan) => {
    expect(cpuPlan(hostCpus, candidateCpus)).toEqual(plan);
  });
});

describe('candidateHostConfig', () => {
  const options = { limits: defaultLimits, cpuset: '0', networkMode: 'container:relay', volumes: ['/data'] };

  test('gives no privilege and a ceiling for everything', () => {
    expect(candidateHostConfig(options)).toEqual({
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges'],
      ReadonlyRootfs: true,
      Memory: 536870912,
      MemorySwap: 536870912,
      NanoCpus: 1_000_000_000,
      CpusetCpus: '0',
      PidsLimit: 256,
      IpcMode: 'private',
      RestartPolicy: { Name: 'no' },
      LogConfig: { Type: 'json-file', Config: { 'max-size': '1m', 'max-file': '2' } },
      NetworkMode: 'container:relay',
      Tmpfs: {
        '/tmp': 'rw,exec,nosuid,nodev,size=67108864,nr_inodes=65536,mode=1777',
        '/data': 'rw,exec,nosuid,nodev,size=67108864,nr_inodes=65536,mode=1777',
      },
      Mounts: undefined,
      Ulimits: [
        { Name: 'nofile', Soft: 4096, Hard: 4096 },
        { Name: 'core', Soft: 0, Hard: 0 },
      ],
      OomScoreAdj: 500,
      Runtime: undefined,
    });
  });

  test('passes a runtime on and can open the root file system', () => {
    expect(candidateHostConfig({ ...options, runtime: 'runsc', readOnlyRoot: false })).toMatchObject({
      Runtime: 'runsc',
      ReadonlyRootfs: false,
    });
  });
});
