import { describe, expect, test } from 'vitest';
import { explainGitFailure } from '../../../../src/gather/source/git-failure.ts';
import { defaultSourceLimits } from '../../../../src/gather/source/index.ts';

const explain = (stderr: string, result: Partial<Parameters<typeof explainGitFailure>[0]> = {}) => {
  const failed = { exitCode: 128, signal: undefined, stdout: '', stderr, flooded: false, ...result };
  const redact = (text: string) => text.replaceAll('secret', '***');
  return explainGitFailure(failed, { shown: 'https://host/x', limits: defaultSourceLimits, redact });
};

describe('what git says decides whose fault it is', () => {
  test.each([
    [
      "fatal: could not read Username for 'https://github.com': terminal prompts disabled",
      'candidate-fault repo-private',
    ],
    [
      'git@github.com: Permission denied (publickey).\nfatal: Could not read from remote repository.',
      'candidate-fault repo-private',
    ],
    ["fatal: repository 'https://host/x/' not found", 'candidate-fault repo-not-found'],
    ['ERROR: Repository not found.\nfatal: Could not read from remote repository.', 'candidate-fault repo-not-found'],
    ['fatal: remote error: upload-pack: not our ref 0123', 'candidate-fault ref-not-found'],
    ["fatal: unable to access 'https://host/x/': Could not resolve host: host", 'infra-error repo-unreachable'],
    [
      "fatal: unable to access 'https://host/x/': SSL certificate problem: self-signed certificate",
      'infra-error repo-unreachable',
    ],
    ['Host key verification failed.\nfatal: Could not read from remote repository.', 'infra-error repo-unreachable'],
    [
      'error: object 12ab: treeNotSorted: not properly sorted\nfatal: fsck error in packed object',
      'refused repo-corrupt',
    ],
    ['fatal: Out of memory, malloc failed (tried to allocate 4097 bytes)', 'refused repo-too-large'],
    ['error: index-pack died of signal 25', 'refused repo-too-large'],
    ['', 'infra-error repo-unreachable'],
  ])('%s', (stderr, expected) => {
    const { error } = explain(stderr);
    expect(`${error.fault} ${error.code}`).toBe(expected);
  });
});

test.each([
  ["fatal: unable to access 'https://host/x/': The requested URL returned error: 503", true],
  ["fatal: unable to access 'https://host/x/': The requested URL returned error: 429", true],
  ['error: RPC failed; curl 56 Recv failure: Connection reset by peer', true],
  ["fatal: unable to access 'https://host/x/': Could not resolve host: host", false],
  ["fatal: repository 'https://host/x/' not found", false],
])('%s may pass: %s', (stderr, transient) => expect(explain(stderr).transient).toBe(transient));

test('what a server says about itself decides nothing', () => {
  const { error } = explain("remote: Out of memory, redirect, fsck\nfatal: repository 'https://host/x/' not found");
  expect(error.code).toBe('repo-not-found');
});

test('the message has one clean line without credentials', () => {
  const { error } = explain(`fatal: \u001b[31msecret\u0007 ${'x'.repeat(500)}\nmore`);
  expect(error.message).toMatch(/^https:\/\/host\/x could not be reached: fatal: {2}\[31m\*\*\* {2}x+\.\.\.$/);
  expect(error.message.length).toBeLessThan(260);
});

test('git that writes too much, or a file over the kernel limit, is a repository that is too large', () => {
  expect(explain('', { flooded: true }).error.code).toBe('repo-too-large');
  expect(explain('', { signal: 'SIGXFSZ' }).error.code).toBe('repo-too-large');
});
