import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { acquire, failure, git, limitsOf, listen, makeRepository, serveGit, temporaryDirectory } from './support.ts';

const pktLine = (text: string) => `${(text.length + 4).toString(16).padStart(4, '0')}${text}`;
const advertisement = { 'content-type': 'application/x-git-upload-pack-advertisement' };

describe('a hostile address', () => {
  test('runs nothing and leaves no file', async () => {
    const canaries = await temporaryDirectory();
    const canary = (name: string) => join(canaries, name);
    const addresses = [
      `--upload-pack=touch ${canary('a')};git-upload-pack`,
      `--config=core.sshCommand=touch ${canary('b')}`,
      `ext::sh -c touch% ${canary('c')}`,
      `ssh://-oProxyCommand=touch%20${canary('d')}/repo`,
      `git@host:-oProxyCommand=touch ${canary('e')}`,
      `https://127.0.0.1:1/repo;touch ${canary('f')}`,
      `https://127.0.0.1:1/$(touch ${canary('g')})`,
      `git@127.0.0.1:\`touch ${canary('h')}\``,
    ];
    for (const address of addresses) await failure(acquire(address, { deadlineMs: 10_000 }));
    expect(await readdir(canaries)).toEqual([]);
  });

  test('as a ref runs nothing either', async () => {
    const { directory } = await makeRepository({ a: '1' });
    const canaries = await temporaryDirectory();
    const { url } = await serveGit(dirname(directory));
    for (const ref of [`--upload-pack=touch ${canaries}/a`, `-otouch`, `main;touch ${canaries}/b`]) {
      expect(await failure(acquire(`${url}/repo`, { ref }))).toMatchObject({ fault: 'usage', code: 'ref-invalid' });
    }
    expect(await readdir(canaries)).toEqual([]);
  });
});

describe('a hostile server', () => {
  test.each([301, 302, 303, 307, 308])('that redirects (%i) reaches nobody', async (status) => {
    const internal = await listen((_request, response) => response.end('secret'));
    const { url } = await listen((request, response) =>
      response.writeHead(status, { location: `${internal.url}${request.url}` }).end(),
    );
    expect(await failure(acquire(`${url}/repo`))).toMatchObject({ fault: 'refused', code: 'redirect' });
    expect(internal.hits).toEqual([]);
  });

  test('that never answers is given up as unreachable', async () => {
    const { url } = await listen(() => {});
    const started = performance.now();
    const error = await failure(acquire(`${url}/repo`, { limits: limitsOf({ stallSeconds: 1 }) }));
    expect(error).toMatchObject({ fault: 'infra-error', code: 'repo-unreachable' });
    expect(performance.now() - started).toBeLessThan(6000);
  });

  test('that drips is given up as unreachable', async () => {
    const { url } = await listen((_request, response) => {
      response.writeHead(200, advertisement);
      const drip = setInterval(() => response.write('0'), 200);
      response.on('close', () => clearInterval(drip));
    });
    const error = await failure(acquire(`${url}/repo`, { limits: limitsOf({ stallSeconds: 1 }) }));
    expect(error).toMatchObject({ fault: 'infra-error', code: 'repo-unreachable' });
  });

  test('that keeps git busy is cut off at the deadline, with every process of git', async () => {
    const { url, server } = await listen((_request, response) => {
      response.writeHead(200, advertisement).write(pktLine('# service=git-upload-pack\n'));
      const keepAlive = setInterval(() => response.write(pktLine('x'.repeat(2000))), 100);
      response.on('close', () => clearInterval(keepAlive));
    });
    const closed = new Promise((resolve) => server.on('connection', (socket) => socket.on('close', resolve)));
    const started = performance.now();
    const error = await failure(acquire(`${url}/repo`, { deadlineMs: 1000 }));
    await closed;
    expect(error).toMatchObject({ fault: 'infra-error', code: 'acquire-timeout' });
    expect(performance.now() - started).toBeLessThan(3000);
  });

  test('that floods refs is refused before it fills the memory', async () => {
    let sent = 0;
    const { url } = await listen((_request, response) => {
      response.writeHead(200, advertisement);
      response.write(`${pktLine('# service=git-upload-pack\n')}0000`);
      const line = pktLine(`${'a'.repeat(40)} refs/heads/${'b'.repeat(900)}\n`).repeat(1000);
      const pump = () => {
        while (!response.destroyed && response.write(line)) sent += line.length;
        sent += line.length;
      };
      response.on('drain', pump);
      pump();
    });
    const error = await failure(acquire(`${url}/repo`));
    expect(error).toMatchObject({ fault: 'refused', code: 'repo-too-large' });
    expect(sent).toBeLessThan(1.5 * 2 ** 30);
  }, 30_000);
});

describe('a hostile repository', () => {
  const serveTree = async (directory: string, tree: string) => {
    const commit = await git(directory, ['commit-tree', tree, '-m', 'x']);
    await git(directory, ['update-ref', 'refs/heads/main', commit]);
    const { url } = await serveGit(dirname(directory));
    return `${url}/repo`;
  };

  const mktree = (directory: string, entries: string) => git(directory, ['mktree', '-z', '--missing'], entries);

  test('with a billion files of a few objects is refused in a moment', async () => {
    const { directory } = await makeRepository({ a: 'x'.repeat(100) });
    let id = await git(directory, ['rev-parse', 'HEAD:a']);
    for (let level = 0; level < 9; level += 1) {
      const kind = level === 0 ? '100644 blob' : '040000 tree';
      id = await mktree(directory, Array.from({ length: 10 }, (_, index) => `${kind} ${id}\tf${index}\0`).join(''));
    }
    const url = await serveTree(directory, id);
    const started = performance.now();
    expect(await failure(acquire(url))).toMatchObject({ fault: 'refused', code: 'too-many-files' });
    expect(performance.now() - started).toBeLessThan(4000);
  });

  test('with one small object that unpacks to many megabytes is refused', async () => {
    const { directory } = await makeRepository({ zeros: '\0'.repeat(3 * 2 ** 20) });
    const { url } = await serveGit(dirname(directory));
    const error = await failure(acquire(`${url}/repo`, { limits: limitsOf({ maxFileBytes: 2 ** 20 }) }));
    expect(error).toMatchObject({
      fault: 'refused',
      code: 'repo-too-large',
      message: expect.stringContaining('"zeros"'),
    });
  });

  test.each([
    ['a line feed', 'a\nb'],
    ['an escape sequence', 'a\u001b[2Jb'],
    ['a carriage return', 'a\r'],
  ])('with %s in a name is refused', async (_what, name) => {
    const { directory } = await makeRepository({ a: '1' });
    const blob = await git(directory, ['rev-parse', 'HEAD:a']);
    const url = await serveTree(directory, await mktree(directory, `100644 blob ${blob}\t${name}\0`));
    expect(await failure(acquire(url))).toMatchObject({ fault: 'refused', code: 'name-invalid' });
  });

  test('with objects that git itself would not make is refused', async () => {
    const { directory } = await makeRepository({ a: '1' });
    const blob = Buffer.from(await git(directory, ['rev-parse', 'HEAD:a']), 'hex');
    const unsorted = Buffer.concat(['b', 'a'].flatMap((name) => [Buffer.from(`100644 ${name}\0`), blob]));
    const tree = await git(directory, ['hash-object', '-t', 'tree', '-w', '--stdin', '--literally'], unsorted);
    const url = await serveTree(directory, tree);
    expect(await failure(acquire(url))).toMatchObject({ fault: 'refused', code: 'repo-corrupt' });
  });

  test.each(['.git', '..', '.GIT'])('with an entry called %s is refused', async (name) => {
    const { directory } = await makeRepository({ a: '1' });
    const blob = await git(directory, ['rev-parse', 'HEAD:a']);
    const inner = Buffer.concat([Buffer.from(`100644 ${name}\0`), Buffer.from(blob, 'hex')]);
    const tree = await git(directory, ['hash-object', '-t', 'tree', '-w', '--stdin', '--literally'], inner);
    const url = await serveTree(directory, tree);
    const error = await failure(acquire(url));
    expect(error.fault).toBe('refused');
    expect(['repo-corrupt', 'name-invalid']).toContain(error.code);
  });
});
