import { expect, test } from 'vitest';
import { cgroupDirectories } from '../../../../src/gather/engine/candidate-usage.ts';

test('finds the controllers of version 1, joined ones too', () => {
  const text = '5:cpu,cpuacct:/docker/abc\n4:memory:/docker/abc\n1:name=systemd:/docker/abc\n0::/\n';
  expect(Object.fromEntries(cgroupDirectories(text, 'abc'))).toEqual({
    cpu: '/sys/fs/cgroup/cpu/docker/abc',
    cpuacct: '/sys/fs/cgroup/cpuacct/docker/abc',
    memory: '/sys/fs/cgroup/memory/docker/abc',
    'name=systemd': '/sys/fs/cgroup/name=systemd/docker/abc',
  });
});

test('finds the one directory of version 2', () => {
  const text = '0::/system.slice/docker-abc.scope\n';
  expect([...cgroupDirectories(text, 'abc')]).toEqual([['', '/sys/fs/cgroup/system.slice/docker-abc.scope']]);
});

test('finds nothing for a process that is not of the container', () => {
  expect(cgroupDirectories('4:memory:/user.slice\n0::/user.slice\n', 'abc').size).toBe(0);
});
