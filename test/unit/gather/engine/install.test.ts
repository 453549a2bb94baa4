import { expect, test } from 'vitest';
import { hasCommand, installCommands, noEngine } from '../../../../src/gather/engine/install.ts';

const debian = { debianLike: true, root: true, systemd: false };

test('the commands to run by hand fit the host', () => {
  expect(installCommands(debian)).toMatch(/^apt-get update && apt-get install .*docker\.io.* && dockerd$/);
  expect(installCommands({ ...debian, systemd: true })).toMatch(/systemctl enable --now docker$/);
  expect(installCommands({ ...debian, root: false })).toMatch(/^sudo apt-get update && sudo apt-get install /);
  expect(installCommands({ ...debian, debianLike: false })).toContain('Docker Desktop');
});

test('only who may install is told of the option', () => {
  expect(noEngine(debian).hint).toContain('grade setup --install');
  expect(noEngine({ ...debian, root: false }).hint).not.toContain('--install`');
});

test('knows which programs there are', async () => {
  expect(await hasCommand('sh')).toBe(true);
  expect(await hasCommand('no-such-program; true')).toBe(false);
});
