import { describe, expect, test } from 'vitest';
import { AssayError } from '../../../../src/core/errors.ts';
import { createRedactor, parseOrigin } from '../../../../src/gather/source/origin.ts';

const failureOf = (text: string) => {
  try {
    parseOrigin(text);
  } catch (error) {
    if (error instanceof AssayError) return `${error.fault} ${error.code}`;
    throw error;
  }
  return 'accepted';
};

describe('refuses an address that is a command in disguise', () => {
  test.each([
    '--upload-pack=touch /tmp/x;git-upload-pack',
    '--config=core.sshCommand=touch /tmp/x',
    '-u',
    'ext::sh -c touch% /tmp/x',
    'fd::17',
    'ssh://-oProxyCommand=touch;x/repo',
    'ssh://-oProxyCommand=x@host/repo',
    'ssh://git@host/-oProxyCommand=x',
    'git@host:-oProxyCommand=x',
    'https://-host/repo',
    'https://host/repo\n--upload-pack=x',
    'https://host/re%0apo',
    'https://host/\u001b[31mrepo',
    'file:///a%2fb',
    'https://169.254.169.254/latest/meta-data',
    'https://2852039166/latest',
    'https://[::ffff:169.254.169.254]/x',
    'https://[fe80::1]/x',
    'https://0.0.0.0/x',
  ])('%j', (text) => expect(failureOf(text)).toBe('refused repo-url-invalid'));
});

describe('says what is wrong with an address that does not fit', () => {
  test.each([
    '',
    'ftp://host/repo',
    'javascript://x/y',
    'http://example.com/repo',
    'git://example.com/repo',
    'http://127.0.0.1.example.com/repo',
    'https://host',
    'https://host/',
    'https://host/repo?token=x',
    'https://host/repo#readme',
    'https://ho st/repo',
    'https://host/%zz',
    'file://otherhost/repo',
  ])('%j', (text) => expect(failureOf(text)).toBe('usage repo-url-invalid'));
});

describe('accepts', () => {
  test.each([
    ['https://github.com/a/b.git', { transport: 'https', url: 'https://github.com/a/b.git' }],
    ['HTTPS://GitHub.com/a/b', { transport: 'https', url: 'https://github.com/a/b' }],
    ['http://localhost:3000/b.git', { transport: 'http' }],
    ['http://127.9.9.9/b', { transport: 'http' }],
    ['http://[::1]:8080/b', { transport: 'http' }],
    ['git://localhost/b', { transport: 'git' }],
    ['ssh://git@host.example:22/a/b', { transport: 'ssh', url: 'ssh://git@host.example:22/a/b' }],
    ['git@github.com:a/b.git', { transport: 'ssh', url: 'git@github.com:a/b.git' }],
  ])('the remote %s', (text, expected) => expect(parseOrigin(text)).toMatchObject({ kind: 'remote', ...expected }));

  test.each([
    ['file:///srv/a%20b.git', '/srv/a b.git'],
    ['/srv/a.zip', '/srv/a.zip'],
    ['./a:b', `${process.cwd()}/a:b`],
  ])('the local %s', (text, path) => expect(parseOrigin(text)).toMatchObject({ kind: 'local', path }));
});

describe('credentials', () => {
  test('leave the address and stay apart', () => {
    expect(parseOrigin('https://us%40er:p%2Fw@host/a/b')).toEqual({
      kind: 'remote',
      url: 'https://host/a/b',
      shown: 'https://host/a/b',
      transport: 'https',
      credential: 'us@er:p/w',
    });
  });

  test('a password for ssh is dropped', () => {
    expect(parseOrigin('ssh://git:secret@host/a')).toMatchObject({ url: 'ssh://git@host/a', credential: undefined });
  });

  test('are in no message about a bad address', () => {
    const messages = [
      'https://u:hunter2@',
      'ftp://u:hunter2@host/x',
      'https://u:hunter2@host/x?y',
      'http://u:hunter2@h/x',
    ];
    for (const text of messages) {
      expect(() => parseOrigin(text)).toThrow(
        expect.not.objectContaining({ message: expect.stringContaining('hunter2') }),
      );
    }
  });

  test('are redacted in every form', () => {
    const redact = createRedactor('user:p/w secret');
    const basic = Buffer.from('user:p/w secret').toString('base64');
    const text = redact(`https://user:other@host p/w secret p%2Fw%20secret ${basic} user`);
    expect(text).toBe('https://***@host *** *** *** user');
  });

  test('a token alone is the secret', () => {
    expect(createRedactor('ghp_token:')('Basic Z2hwX3Rva2VuOg== ghp_token')).toBe('Basic *** ***');
  });
});
