import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:net';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Exchange, SentRequest } from '../../../src/core/exchange.ts';
import { curlOf } from '../../../src/report/curl.ts';

const run = promisify(execFile);

const exchangeOf = (request: SentRequest): Exchange => ({
  id: 1,
  checkId: 'any',
  caller: 'anonymous',
  intent: 'valid',
  request,
  durationMs: 1,
});

/** What arrived, byte for byte: a server that parses nothing but the end of the message. */
type Arrived = { line: string; headers: [string, string][]; body: Buffer };

const parse = (raw: Buffer): Arrived | undefined => {
  const end = raw.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [line = '', ...fields] = raw.subarray(0, end).toString('utf8').split('\r\n');
  const headers = fields.map((field): [string, string] => {
    const colon = field.indexOf(':');
    return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()];
  });
  const length = Number(headers.find(([name]) => name === 'content-length')?.[1] ?? 0);
  const body = raw.subarray(end + 4);
  return body.length < length ? undefined : { line, headers, body };
};

const arrivals: Arrived[] = [];
let server: Server;
let baseUrl = '';

beforeAll(async () => {
  server = createServer((socket) => {
    let raw = Buffer.alloc(0);
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      raw = Buffer.concat([raw, chunk]);
      const arrived = parse(raw);
      if (arrived === undefined) return;
      arrivals.push(arrived);
      socket.end('HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  baseUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
});

afterAll(() => {
  server.close();
});

/** Runs the printed command in a real shell with the real curl and returns what it sent. */
const sentBy = async (request: SentRequest): Promise<Arrived> => {
  arrivals.length = 0;
  await run('bash', ['-c', curlOf(exchangeOf(request), baseUrl)], { timeout: 10_000 });
  const [arrived] = arrivals;
  if (arrived === undefined) throw new Error('nothing arrived');
  return arrived;
};

const curlsOwn = new Set(['host', 'user-agent', 'accept', 'content-length']);

const expectSame = async (request: SentRequest): Promise<void> => {
  const arrived = await sentBy(request);
  expect(arrived.line).toBe(`${request.method} ${request.path} HTTP/1.1`);
  expect(arrived.body.equals(Buffer.from(request.body ?? ''))).toBe(true);
  const got = new Map(arrived.headers);
  for (const [name, value] of Object.entries(request.headers)) expect([name, got.get(name)]).toEqual([name, value]);
  const extra = arrived.headers.map(([name]) => name).filter((name) => !(name in request.headers));
  expect(extra.filter((name) => !curlsOwn.has(name))).toEqual([]);
};

describe('the printed command sends the same request', () => {
  test.each<[string, SentRequest]>([
    ['a plain GET', { method: 'GET', path: '/v2/orders', headers: {} }],
    ['query, escapes and odd percent signs', { method: 'GET', path: '/a?b=c&d=%2f%41%zz&e=$HOME`id`', headers: {} }],
    ['dot segments', { method: 'GET', path: '/a/../b/./c/%2e%2E/x', headers: {} }],
    [
      'a fragment, brackets, spaces and quotes in the path',
      { method: 'GET', path: '/a b"<>\\^`{|}[1-3]#f', headers: {} },
    ],
    ['characters beyond ASCII in the path', { method: 'GET', path: '/ä/漢', headers: {} }],
    ['two slashes', { method: 'GET', path: '//x//y', headers: {} }],
    [
      'a single quote in a body',
      { method: 'POST', path: '/p', headers: { 'content-type': 'application/json' }, body: `{"a":"it's"}` },
    ],
    [
      'line feeds and tabs in a body',
      { method: 'POST', path: '/p', headers: { 'content-type': 'a/b' }, body: '{\n\t"a": 1\r\n}' },
    ],
    [
      'control and direction characters in a body',
      { method: 'POST', path: '/p', headers: { 'content-type': 'a/b' }, body: "\u0001\u007f\u202e\ufeff!'\\x41" },
    ],
    [
      'NUL, percent and backslash in a body',
      { method: 'POST', path: '/p', headers: { 'content-type': 'a/b' }, body: "a\u00000%s\\n'\u0001" },
    ],
    ['an empty body', { method: 'POST', path: '/p', headers: {}, body: '' }],
    ['a body that looks like a file name', { method: 'PUT', path: '/p', headers: {}, body: '@/etc/hostname' }],
    ['no body but a length', { method: 'POST', path: '/p', headers: { 'content-length': '0' } }],
    ['a body without media type', { method: 'PATCH', path: '/p', headers: {}, body: '{}' }],
    ['a body with GET', { method: 'GET', path: '/p', headers: { 'content-type': 'a/b' }, body: 'x' }],
    ['an unknown method', { method: 'BREW', path: '/p', headers: {} }],
    ['HEAD', { method: 'HEAD', path: '/p', headers: {} }],
    ['OPTIONS with an origin', { method: 'OPTIONS', path: '/p', headers: { origin: 'https://a.example' } }],
    [
      'quotes and substitutions in a header',
      { method: 'GET', path: '/p', headers: { 'x-odd': `a\\b'c"$HOME \`id\` $(id)` } },
    ],
    ['an empty header and a repeated one', { method: 'GET', path: '/p', headers: { 'x-empty': '', 'x-list': 'a, b' } }],
    ['a foreign host', { method: 'GET', path: '/p', headers: { host: 'evil.example' } }],
    [
      'its own accept and user agent',
      { method: 'GET', path: '/p', headers: { accept: 'application/xml', 'user-agent': 'x' } },
    ],
    ['an accepted encoding', { method: 'GET', path: '/p', headers: { 'accept-encoding': 'gzip' } }],
  ])('%s', async (_name, request) => {
    await expectSame(request);
  });

  test('any body and header value', async () => {
    const body = fc.string({ unit: 'binary', maxLength: 30 }).map((text) => text.toWellFormed());
    const value = fc.string({
      unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
      minLength: 1,
      maxLength: 20,
    });
    await fc.assert(
      fc.asyncProperty(body, value, async (text, header) => {
        await expectSame({
          method: 'POST',
          path: '/p',
          headers: { 'content-type': 'a/b', 'x-any': header },
          body: text,
        });
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});

describe('the printed command is legible', () => {
  const request: SentRequest = { method: 'GET', path: '/v2/orders', headers: {} };

  test('short ones stand on one line, long ones have one line an option', () => {
    expect(curlOf(exchangeOf(request))).toBe('curl -si http://localhost:8080/v2/orders');
    expect(curlOf(exchangeOf({ ...request, headers: { authorization: `Bearer ${'x'.repeat(80)}`, 'x-a': 'b' } }))).toBe(
      `curl -si http://localhost:8080/v2/orders \\\n  -H 'authorization: Bearer ${'x'.repeat(80)}' \\\n  -H 'x-a: b'`,
    );
  });

  test('what curl says by itself is left out', () => {
    const headers = { host: '127.0.0.1:8080', connection: 'keep-alive', 'content-length': '2', 'content-type': 'a/b' };
    expect(curlOf(exchangeOf({ method: 'POST', path: '/', headers, body: '{}' }))).toBe(
      "curl -si http://localhost:8080/ -H 'content-type: a/b' --data-raw '{}'",
    );
  });

  test('long values are clipped and a comment says so', () => {
    const text = curlOf(
      exchangeOf({
        method: 'PUT',
        path: `/${'p'.repeat(9000)}`,
        headers: { 'x-long': 'h'.repeat(70_000), 'bad name': 'x' },
        body: 'é'.repeat(100_000),
      }),
    );
    expect(text.length).toBeLessThan(9000);
    expect(text.split('\n').slice(0, 4)).toEqual([
      '# the path is clipped: it has 9001 characters',
      '# the body is clipped: it has 200000 bytes',
      '# the value of x-long is clipped: it has 70000 characters',
      '# a header whose name is not a valid field name is left out',
    ]);
  });
});
