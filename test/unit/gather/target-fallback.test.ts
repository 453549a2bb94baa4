import { describe, expect, test } from 'vitest';
import type { ImageFact } from '../../../src/core/artifact.ts';
import { candidateFault } from '../../../src/core/errors.ts';
import { isRoot, milderMode, modeNotes, strictMode } from '../../../src/gather/target-fallback.ts';

const imageOf = (user: string): ImageFact => ({
  ...{ id: 'sha256:1', sizeBytes: 1, user, entrypoint: [], command: ['api'], workingDirectory: '', environment: [] },
  ...{ exposedPorts: [], volumes: [], healthcheck: false, baseImages: [], instructions: [], hasDockerignore: false },
  ...{ buildMs: 1, steps: 1, log: '' },
});

const failed = (code: string, log: string) => ({ fault: candidateFault(code, 'it failed', 'see'), log });

const rootImage = imageOf('');
const userImage = imageOf('node');
const strict = { user: '65532:65532', readOnlyRoot: true };
const strictUser = { user: 'node', readOnlyRoot: true };

test.each(['', '0', 'root', '0:0', 'root:root', '0:1000'])('"%s" is root', (user) => {
  expect(isRoot(user)).toBe(true);
  expect(strictMode(imageOf(user))).toEqual(strict);
});

test.each(['node', '1000', '1000:0', 'rooted', '00ps'])('"%s" is not', (user) => {
  expect(isRoot(user)).toBe(false);
  expect(strictMode(imageOf(user))).toEqual({ user, readOnlyRoot: true });
});

describe('milderMode', () => {
  test.each([
    ["Error: EROFS: read-only file system, open '/app/x'"],
    ['OSError: [Errno 30] Read-only file system'],
    ['sqlite3.OperationalError: attempt to write a readonly database'],
  ])('opens the root file system after "%s"', (log) => {
    for (const code of ['exited', 'never-listened', 'never-ready'])
      expect(milderMode(strict, rootImage, failed(code, log))).toEqual({ user: '65532:65532', readOnlyRoot: false });
  });

  test('becomes root when the log says so and the image wants it', () => {
    const denied = failed('never-ready', 'Error: EACCES: permission denied, mkdir');
    expect(milderMode(strict, rootImage, denied)).toEqual({ user: '0:0', readOnlyRoot: true });
    expect(milderMode(strictUser, userImage, denied)).toBeUndefined();
  });

  test('tries everything, one at a time, with a program that ends without a reason', () => {
    const silentEnd = failed('exited', '');
    const asRoot = milderMode(strict, rootImage, silentEnd);
    expect(asRoot).toEqual({ user: '0:0', readOnlyRoot: true });
    const writable = milderMode(asRoot ?? strict, rootImage, silentEnd);
    expect(writable).toEqual({ user: '0:0', readOnlyRoot: false });
    expect(milderMode(writable ?? strict, rootImage, silentEnd)).toBeUndefined();
    expect(milderMode(strictUser, userImage, silentEnd)).toEqual({ user: 'node', readOnlyRoot: false });
  });

  test.each(['out-of-memory', 'log-flood', 'never-listened', 'wrong-port', 'never-ready'])(
    'leaves %s as it is when the log does not blame the strictness',
    (code) => {
      expect(milderMode(strict, rootImage, failed(code, 'hello'))).toBeUndefined();
    },
  );
});

test('modeNotes names what had to be relaxed', () => {
  expect(modeNotes(strict)).toEqual([]);
  expect(modeNotes({ user: '0:0', readOnlyRoot: false }).map(({ code }) => code)).toEqual([
    'runs-as-root',
    'needs-writable-root',
  ]);
});
