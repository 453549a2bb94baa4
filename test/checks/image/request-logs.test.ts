import { expect, test } from 'vitest';
import { requestLogs } from '../../../graders/image/request-logs.ts';
import { hostileLines, judgeFacts, lifecycleFact, messages, requestLine } from './facts.ts';
import { completeSamples } from './log-samples.ts';

const judge = (logLines: string[]) => judgeFacts(requestLogs, { lifecycle: lifecycleFact({ logLines }) });

const expected = 'level, time, message, request id, method, path, status, duration';
const remedy = 'Add a request logger that writes these as members of the JSON object, not inside the message.';

test.each(Object.entries(completeSamples))('passes with the log of %s', async (_, logLines) => {
  expect(await judge(['{"level":"info","msg":"listening"}', ...logLines])).toMatchObject({
    status: 'pass',
    findings: [],
  });
});

test('passes on the log of the sound solution', async () => {
  expect(await judgeFacts(requestLogs)).toMatchObject({ status: 'pass' });
});

test('is partial by what is missing', async () => {
  const echo = {
    ...{ time: '2026-02-02T00:00:00Z', id: 'a1', remote_ip: '127.0.0.1', host: 'localhost', method: 'GET' },
    ...{ uri: '/v2/products', status: 200, error: '', latency: 66000, latency_human: '66µs' },
  };
  const verdict = await judge([JSON.stringify(echo)]);
  expect(verdict).toMatchObject({ status: 'partial', score: 0.75 });
  expect(verdict.findings).toEqual([
    {
      message: 'The log of a request did not tell: level, message.',
      expected,
      received: 'time, method, uri, status, latency, id',
      remedy,
    },
  ]);
});

test('does not take text for members, placeholders for ids, or wrong kinds of values', async () => {
  const lines = ['-', '', 'null', 'N/A'].map((requestId) =>
    JSON.stringify({
      level: 'info',
      time: 1,
      msg: 'GET /v2/products 200 in 3 ms',
      requestId,
      method: 'GET',
      path: '/',
    }),
  );
  const verdict = await judge(lines);
  expect(messages(verdict)).toEqual(['The log of a request did not tell: request id, status, duration.']);
});

test('joins lines by their request id only', async () => {
  const [first = '', second = ''] = completeSamples['Fastify, two lines'] ?? [];
  const verdict = await judge([first, second.replace('req-1', 'req-2')]);
  expect(messages(verdict)).toEqual(['The log of a request did not tell: status, duration.']);
});

test('judges the better of two layers that log requests, but not a line that stands alone', async () => {
  const poor = (id: number) => JSON.stringify({ level: 'info', message: `access ${id}`, method: 'GET', path: '/' });
  const numbers = Array.from({ length: 20 }, (_, index) => index);
  expect(await judge(numbers.flatMap((id) => [requestLine(id), poor(id)]))).toMatchObject({ status: 'pass' });
  const verdict = await judge([requestLine(0), ...numbers.map(poor)]);
  expect(messages(verdict)).toEqual(['The log of a request did not tell: time, request id, status, duration.']);
});

test('fails when no line tells of a request', async () => {
  const verdict = await judge(['{"level":"info","time":1,"msg":"listening"}', '{"level":"info","status":200}']);
  expect(verdict.status).toBe('fail');
  expect(verdict.findings).toEqual([
    {
      message: 'None of 2 JSON log lines told of a request.',
      expected: `a line for each request with ${expected}`,
      received: 'no such line',
      remedy,
    },
  ]);
});

test('is blocked by a log without JSON, which has its own check', async () => {
  for (const logLines of [[], ['GET /v2/products 200'], ['[]', 'null', '3']]) {
    expect(await judge(logLines)).toMatchObject({ status: 'blocked', reason: 'the log has no JSON lines' });
  }
});

test('judges hostile lines', async () => {
  const verdict = await judge(hostileLines);
  expect(verdict.status).not.toBe('error');
  expect(verdict.status).not.toBe('pass');
  const long = JSON.stringify({ [`${'x'.repeat(900)}.method`]: 'GET', [`${'y'.repeat(900)}.path`]: '/' });
  expect((await judge([long])).findings[0]?.received).toHaveLength(200);
});
