import { describe, expect, test } from 'vitest';
import {
  judgeFiles,
  judgeMemory,
  judgeNetwork,
  judgePrivileges,
  judgeProcesses,
} from '../../../../src/gather/engine/doctor-judge.ts';
import type { ProbeEnd } from '../../../../src/gather/engine/doctor-probe.ts';

const mebibyte = 2 ** 20;
const answered = (answer: unknown): ProbeEnd => ({
  exitCode: 0,
  oomKilled: false,
  output: `${JSON.stringify(answer)}\n`,
});
const silent: ProbeEnd = { exitCode: 1, oomKilled: false, output: 'node: not found' };

describe('memory', () => {
  test('holds when the kernel killed the hog', () => {
    expect(judgeMemory({ exitCode: 137, oomKilled: true, output: '' }, 128 * mebibyte)).toMatchObject({ state: 'ok' });
  });

  test('fails when the hog got what it wanted', () => {
    expect(judgeMemory(answered({ bytes: 512 * mebibyte }), 128 * mebibyte)).toMatchObject({
      state: 'failed',
      detail: 'a program took 512 MiB with a limit of 128 MiB',
    });
  });
});

describe('processes', () => {
  test('holds when fewer started than the limit', () => {
    expect(judgeProcesses(answered({ started: 57 }), 64)).toMatchObject({ state: 'ok' });
  });

  test('fails when all started', () => {
    expect(judgeProcesses(answered({ started: 128 }), 64)).toMatchObject({ state: 'failed' });
  });
});

describe('network', () => {
  const isolated = {
    connections: { '127.0.0.1': 'ECONNREFUSED', '192.0.2.1': 'ENETUNREACH' },
    resolved: false,
    routes: 0,
  };
  const listener = { reachableFromHost: true, accepted: 0 };

  test('holds when nothing was reached', () => {
    expect(judgeNetwork(answered(isolated), listener)).toMatchObject({ state: 'ok' });
  });

  test.each([
    ['an address was reached', { connections: { '172.17.0.1': 'connected' } }, listener, '172.17.0.1 was reached'],
    ['a name was resolved', { resolved: true }, listener, 'a name was resolved'],
    ['there is a route', { routes: 2 }, listener, '2 routes'],
    ['the host saw a connection', {}, { ...listener, accepted: 1 }, '1 connections came to the host'],
  ])('fails when %s', (_, change, seen, detail) => {
    expect(judgeNetwork(answered({ ...isolated, ...change }), seen)).toMatchObject({ state: 'failed', detail });
  });

  test('proves nothing when not even the host reached the listener', () => {
    expect(judgeNetwork(answered(isolated), { ...listener, reachableFromHost: false })).toMatchObject({
      state: 'failed',
    });
  });
});

describe('files', () => {
  const holding = { written: { '/': 'EACCES', '/var/tmp/': 'EROFS' }, temporaryBytes: 64 * mebibyte };

  test('holds when the root is read-only and /tmp was full in time', () => {
    expect(judgeFiles(answered(holding), 128 * mebibyte)).toMatchObject({ state: 'ok' });
  });

  test.each([
    ['a directory was written to', { written: { '/': 'written', '/var/tmp/': 'EROFS' } }, '/ was written to'],
    [
      'only permissions kept it from writing',
      { written: { '/var/tmp/': 'EACCES' } },
      '/var/tmp/ is not on a read-only root',
    ],
    ['/tmp took everything', { temporaryBytes: 128 * mebibyte }, '/tmp took 128 MiB'],
  ])('fails when %s', (_, change, detail) => {
    expect(judgeFiles(answered({ ...holding, ...change }), 128 * mebibyte)).toMatchObject({ state: 'failed', detail });
  });
});

describe('privileges', () => {
  const none = '0000000000000000';
  const holding = { capabilities: [none, none], noNewPrivileges: '1', seccomp: '2', uid: '65532' };

  test('hold when there are none', () => {
    expect(judgePrivileges(answered(holding))).toMatchObject({ state: 'ok' });
  });

  test.each([
    ['a capability is left', { capabilities: [none, '00000000a80425fb'] }],
    ['setuid programs work', { noNewPrivileges: '0' }],
    ['no_new_privs is not known', { noNewPrivileges: undefined }],
    ['it runs as root', { uid: '0' }],
  ])('fail when %s', (_, change) => {
    expect(judgePrivileges(answered({ ...holding, ...change }))).toMatchObject({ state: 'failed' });
  });

  test('are worth a warning without a filter of system calls', () => {
    expect(judgePrivileges(answered({ ...holding, seccomp: '0' }))).toMatchObject({ state: 'warning' });
  });
});

test('a probe that did not answer has proven nothing', () => {
  const diagnoses = [
    judgeMemory(silent, mebibyte),
    judgeProcesses(silent, 64),
    judgeNetwork(silent, { reachableFromHost: true, accepted: 0 }),
    judgeFiles(silent, mebibyte),
    judgePrivileges(silent),
  ];
  for (const diagnosis of diagnoses) {
    expect(diagnosis).toMatchObject({ state: 'failed', detail: expect.stringContaining('node: not found') });
  }
});
