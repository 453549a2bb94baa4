import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { logSecrets } from '../../../graders/image/log-secrets.ts';
import { exchangeWith, hostileLines, judgeFacts, lifecycleFact, requestLine } from './facts.ts';

const signature = randomBytes(256).toString('base64url');
const token = `eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJjdXN0b21lci0xIn0.${signature}`;
const key = `key_${randomBytes(24).toString('base64url')}`;
const exchanges = [
  exchangeWith({ authorization: `Bearer ${token}` }),
  exchangeWith({ 'x-api-key': key }),
  exchangeWith({ authorization: 'Bearer not.a.token' }),
  exchangeWith({ authorization: 'Bearer ' }),
  exchangeWith({ 'x-api-key': "' OR '1'='1" }),
  exchangeWith({}),
];

const judge = (logLines: string[], sent = exchanges) =>
  judgeFacts(logSecrets, { lifecycle: lifecycleFact({ logLines }), traffic: { exchanges: sent } });

const remedy =
  'Let the logger redact credentials by the name of their member, and do not log headers or configuration whole.';
const leak = (message: string, received: string) => ({
  message,
  expected: 'no tokens, keys or passwords in the log',
  received,
  remedy,
});

test('passes on a log without credentials', async () => {
  const clean = [
    requestLine(1),
    JSON.stringify({ headers: { authorization: '[Redacted]', 'x-api-key': '***' } }),
    JSON.stringify({ tokenPayload: token.split('.')[1], subject: 'customer-1' }),
    `token ${token.slice(0, 12)}...${token.slice(-6)} refused`,
    "bad key ' OR '1'='1",
    'postgres://127.0.0.1:5432/checkout postgres://assay@127.0.0.1/checkout',
    'postgres://assay:***@127.0.0.1/x postgresql://assay:xxxxx@127.0.0.1/x redis://:<redacted>@127.0.0.1',
    'https://user:word@example.test/ is no database',
  ];
  expect(await judge(clean)).toMatchObject({ status: 'pass', findings: [] });
  expect(await judge(hostileLines)).toMatchObject({ status: 'pass' });
});

test('fails with a bearer token in a member, and never repeats it', async () => {
  const line = JSON.stringify({ level: 'info', req: { headers: { authorization: `Bearer ${token}` } } });
  const verdict = await judge([requestLine(1), line, line]);
  expect(verdict.status).toBe('fail');
  expect(verdict.findings).toEqual([
    leak('2 of 3 log lines held the bearer token of a request.', 'member req.headers.authorization'),
  ]);
  expect(JSON.stringify(verdict)).not.toContain(signature.slice(0, 20));
});

test('fails with a token that was cut, and with its signature alone', async () => {
  const inText = leak('1 of 1 log lines held the bearer token of a request.', 'inside the text of a line');
  expect((await judge([`refused: Bearer ${token}`.slice(0, 140)])).findings).toEqual([inText]);
  expect((await judge([`signature ${signature}`])).findings).toEqual([inText]);
});

test('fails with an API key', async () => {
  const verdict = await judge([JSON.stringify({ msg: 'wrong key', given: `${key}x` })]);
  expect(verdict.findings).toEqual([leak('1 of 1 log lines held the API key of a request.', 'member given')]);
});

test.each([
  'postgres://assay:0a1b2c@127.0.0.1:5432/checkout',
  'postgres:\\/\\/assay:0a1b2c@127.0.0.1\\/checkout',
  'mongodb+srv://assay:0a1b2c@db/x',
  'redis://:0a1b2c@127.0.0.1',
])('fails with the password in %s', async (url) => {
  const verdict = await judge([`connecting to ${url}`]);
  expect(verdict.findings).toEqual([
    leak('1 of 1 log lines held a connection URL with its password.', 'inside the text of a line'),
  ]);
});

test('names each kind of credential', async () => {
  const verdict = await judge([`${key} ${token} amqp://u:p@h`]);
  expect(verdict.findings.map(({ message }) => message)).toEqual([
    '1 of 1 log lines held the bearer token of a request.',
    '1 of 1 log lines held the API key of a request.',
    '1 of 1 log lines held a connection URL with its password.',
  ]);
});

test('passes with a token that a check had put into a URL, which every access log holds', async () => {
  const sent = [...exchanges, exchangeWith({}, `/v2/orders?access_token=${token}`)];
  const line = JSON.stringify({ method: 'GET', url: `/v2/orders?access_token=${token}` });
  expect(await judge([line], sent)).toMatchObject({ status: 'pass' });
});

test('is blocked without a log', async () => {
  expect(await judge([])).toMatchObject({ status: 'blocked', reason: 'the container wrote no log' });
});
