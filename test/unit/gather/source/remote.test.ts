import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import {
  acquire,
  commitFiles,
  failure,
  git,
  limitsOf,
  listen,
  makeRepository,
  serveGit,
  temporaryDirectory,
} from './support.ts';

const serve = async (files: Record<string, string>, authorization?: string) => {
  const repository = await makeRepository(files);
  const { url, hits } = await serveGit(dirname(repository.directory), authorization);
  return { ...repository, hits, url: `${url}/${basename(repository.directory)}` };
};

/** Passes a request on and the answer back, whole; `meanwhile` happens between the two. */
const forward = async (
  to: string,
  request: IncomingMessage,
  response: ServerResponse,
  meanwhile: () => Promise<unknown> = async () => {},
) => {
  const body: Buffer[] = [];
  for await (const chunk of request) body.push(chunk);
  const headers = new Headers();
  for (const name of ['content-type', 'content-encoding', 'git-protocol']) {
    const value = request.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  const { method } = request;
  const answer = await fetch(`${to}${request.url}`, {
    method,
    headers,
    body: body.length > 0 ? Buffer.concat(body) : null,
  });
  await meanwhile();
  response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
  response.end(Buffer.from(await answer.arrayBuffer()));
};

describe('a repository on a server', () => {
  test('is copied at its HEAD, pinned to the commit', async () => {
    const { url, commit } = await serve({ Dockerfile: 'FROM scratch\n', 'src/a.js': 'x' });
    const source = await acquire(url);
    expect(source).toMatchObject({
      kind: 'git',
      origin: url,
      ref: undefined,
      commit,
      dirty: false,
      files: 2,
      bytes: 14,
      notes: [],
    });
    expect(await readFile(join(source.directory, 'src/a.js'), 'utf8')).toBe('x');
    expect(await readdir(dirname(source.directory))).toEqual(['source']);
  });

  test.each(['side', 'light', 'annotated', 'id'])('is copied at the %s that was asked for', async (name) => {
    const { url, directory, commit: first } = await serve({ a: '1' });
    await git(directory, ['tag', 'light']);
    await git(directory, ['tag', '-a', '-m', 'x', 'annotated']);
    await git(directory, ['branch', 'side']);
    await commitFiles(directory, { a: '2' });
    const source = await acquire(url, { ref: name === 'id' ? first : name });
    expect(source.commit).toBe(first);
    expect(await readFile(join(source.directory, 'a'), 'utf8')).toBe('1');
  });

  test.each(['nope', 'a'.repeat(40)])('has no ref %s', async (ref) => {
    const { url } = await serve({ a: '1' });
    expect(await failure(acquire(url, { ref }))).toMatchObject({ code: 'ref-not-found' });
  });

  test('keeps executable bits and nothing else of a mode', async () => {
    const { url, directory } = await serve({ 'run.sh': '#!/bin/sh\n', plain: '' });
    await git(directory, ['update-index', '--chmod=+x', 'run.sh']);
    await git(directory, ['commit', '-q', '-m', 'mode']);
    const source = await acquire(url);
    const modes = await Promise.all(
      ['run.sh', 'plain'].map(async (name) => (await stat(join(source.directory, name))).mode & 0o7777),
    );
    expect(modes).toEqual([0o755, 0o644]);
  });

  test('is copied as stored: no filter, line-ending rule, export rule or LFS download', async () => {
    const files = {
      '.gitattributes': 'a text eol=crlf\nb ident\nc export-subst\nd export-ignore\n*.bin filter=lfs\n',
      a: 'one\ntwo\n',
      b: '$Id$\n',
      c: '$Format:%H$\n',
      d: 'kept\n',
      'big.bin': 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n',
    };
    const { url } = await serve(files);
    const source = await acquire(url);
    for (const [name, content] of Object.entries(files)) {
      expect(await readFile(join(source.directory, name), 'utf8')).toBe(content);
    }
    expect(source.notes).toEqual([expect.objectContaining({ code: 'lfs-pointer', at: 'big.bin' })]);
  });

  test('loses its links and submodules, and says so', async () => {
    const { url, directory, commit } = await serve({ a: '1' });
    const blob = await git(directory, ['hash-object', '-w', '--stdin'], '../../../../etc/hostname');
    await git(directory, ['update-index', '--add', '--cacheinfo', `120000,${blob},dir/link`]);
    await git(directory, ['update-index', '--add', '--cacheinfo', `160000,${commit},sub`]);
    await git(directory, ['commit', '-q', '-m', 'links']);
    const source = await acquire(url);
    expect(source.notes.map(({ code, at }) => `${code} ${at}`)).toEqual([
      'symlink-ignored dir/link',
      'submodule-ignored sub',
    ]);
    expect(await readdir(source.directory)).toEqual(['a']);
  });

  test('does not change under a branch that moves while it is fetched', async () => {
    const { directory, commit } = await makeRepository({ a: '1' });
    const backend = await serveGit(dirname(directory));
    let moved = false;
    const moveOnce = async (method: string | undefined) => {
      if (method !== 'POST' || moved) return;
      moved = true;
      await commitFiles(directory, { a: '2' });
    };
    const { url } = await listen((request, response) => {
      void forward(backend.url, request, response, () => moveOnce(request.method));
    });
    const source = await acquire(`${url}/repo`, { ref: 'main' });
    expect(moved).toBe(true);
    expect(source.commit).toBe(commit);
    expect(await readFile(join(source.directory, 'a'), 'utf8')).toBe('1');
  });

  test('is asked again after a failure that may pass', async () => {
    const { directory, commit } = await makeRepository({ a: '1' });
    const backend = await serveGit(dirname(directory));
    let failures = 2;
    const { url } = await listen((request, response) => {
      failures -= 1;
      if (failures >= 0) response.writeHead(503).end();
      else void forward(backend.url, request, response);
    });
    expect(await acquire(`${url}/repo`)).toMatchObject({ commit });
  });
});

describe('says whose fault it is when a repository', () => {
  test('is empty', async () => {
    const root = await temporaryDirectory();
    await git(root, ['init', '-q', '--bare', 'repo']);
    const { url } = await serveGit(root);
    expect(await failure(acquire(`${url}/repo`))).toMatchObject({ fault: 'candidate-fault', code: 'repo-empty' });
  });

  test('holds a commit without files', async () => {
    const { url } = await serve({});
    expect(await failure(acquire(url))).toMatchObject({ fault: 'candidate-fault', code: 'repo-empty' });
  });

  test.each([
    [404, 'candidate-fault', 'repo-not-found'],
    [401, 'candidate-fault', 'repo-private'],
    [403, 'candidate-fault', 'repo-private'],
    [302, 'refused', 'redirect'],
    [500, 'infra-error', 'repo-unreachable'],
  ])('is answered with %i', async (status, fault, code) => {
    const { url } = await listen((_request, response) =>
      response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end(),
    );
    expect(await failure(acquire(`${url}/repo`))).toMatchObject({ fault, code });
  });

  test('is a web page', async () => {
    const { url } = await listen((_request, response) => response.end('<html>\n<body>\nhello</body></html>\n'));
    expect(await failure(acquire(`${url}/repo`))).toMatchObject({ fault: 'candidate-fault', code: 'not-a-repository' });
  });

  test('is on a server that refuses connections', async () => {
    expect(await failure(acquire('http://127.0.0.1:1/repo'))).toMatchObject({
      fault: 'infra-error',
      code: 'repo-unreachable',
    });
  });
});

const readCommandLines = () =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      } catch {
        return '';
      }
    });

describe('credentials', () => {
  const password = 'hunter2-secret';
  const basic = `Basic ${Buffer.from(`user:${password}`).toString('base64')}`;
  const withCredentials = (url: string, secret: string) => url.replace('//', `//user:${secret}@`);

  test.runIf(existsSync('/proc'))(
    'open the repository and appear nowhere: not in the facts, on a command line, or in the copy',
    async () => {
      const { directory } = await makeRepository({ a: '1' });
      const commandLines: string[] = [];
      const { url } = await serveGit(dirname(directory), basic);
      const watching = setInterval(() => commandLines.push(...readCommandLines()), 5);
      const workDirectory = await temporaryDirectory();
      const said: string[] = [];
      const progress = {
        stage: () => {},
        update: (text: string) => said.push(text),
        note: (text: string) => said.push(text),
      };
      const source = await acquire(withCredentials(`${url}/repo`, password), { workDirectory, progress });
      clearInterval(watching);
      expect(source.origin).toBe(`${url}/repo`);
      expect(commandLines.some((line) => line.includes('ls-remote'))).toBe(true);
      for (const text of [JSON.stringify(source), ...said, ...commandLines]) {
        expect(text).not.toContain(password);
        expect(text).not.toContain(basic.slice(6));
      }
      expect(await readdir(workDirectory, { recursive: true })).toEqual(['source', 'source/a']);
    },
  );

  test('that are wrong are not in the message either', async () => {
    const { url } = await serve({ a: '1' }, basic);
    const error = await failure(acquire(withCredentials(url, 'wrong-secret')));
    expect(error).toMatchObject({ fault: 'candidate-fault', code: 'repo-private' });
    expect(`${error.message} ${error.hint} ${error.stack}`).not.toContain('wrong-secret');
  });
});

test('nothing of the environment configures git', async () => {
  const { url } = await serve({ a: '1' });
  const trace = join(await temporaryDirectory(), 'trace');
  vi.stubEnv('GIT_TRACE', trace);
  vi.stubEnv('GIT_CONFIG_COUNT', '1');
  vi.stubEnv('GIT_CONFIG_KEY_0', 'url.http://127.0.0.1:1/.insteadOf');
  vi.stubEnv('GIT_CONFIG_VALUE_0', 'http://127.0.0.1');
  try {
    await acquire(url);
  } finally {
    vi.unstubAllEnvs();
  }
  await expect(stat(trace)).rejects.toThrow('ENOENT');
});

test('a repository over the size limit is refused while it is received', async () => {
  const { url } = await serve({ noise: randomBytes(3 * 2 ** 20).toString('latin1') });
  const said: string[] = [];
  const progress = { stage: () => {}, update: (text: string) => said.push(text), note: () => {} };
  const error = await failure(acquire(url, { limits: limitsOf({ maxBytes: 1000 }), progress }));
  expect(error).toMatchObject({ fault: 'refused', code: 'repo-too-large' });
  expect(said).not.toContain('copying the files');
});
