import { expect, test } from 'vitest';
import { structuredLogs } from '../../../graders/image/structured-logs.ts';
import { hostileLines, judgeFacts, lifecycleFact, requestLine } from './facts.ts';

const judge = (logLines: string[]) => judgeFacts(structuredLogs, { lifecycle: lifecycleFact({ logLines }) });

const json = (count: number) => Array.from({ length: count }, (_, index) => requestLine(index));
const text = (count: number) => Array.from({ length: count }, (_, index) => `GET /v2/products ${index} 200`);

test('passes with JSON lines', async () => {
  expect(await judge(json(40))).toMatchObject({ status: 'pass' });
});

test('passes with a banner before, blank lines between, and one stray line in twenty', async () => {
  expect(await judge([...text(50), ...json(19), '', ' ', '(node:1) Warning: x'])).toMatchObject({ status: 'pass' });
});

test('passes with lines that were cut in the middle of an object', async () => {
  const cut = `{"message":"${'a'.repeat(1988)}...`;
  expect(cut).toHaveLength(2003);
  expect(await judge(Array(20).fill(cut))).toMatchObject({ status: 'pass' });
});

test('leaves out what stands beside the gap of a long log, once', async () => {
  const gap = ['{"level":"in', '... 90000 bytes left out ...', 'l":"info"}'];
  expect(await judge([...json(3), ...gap, ...json(3)])).toMatchObject({ status: 'pass' });
  const verdict = await judge([...json(3), ...gap, ...json(3), ...gap, ...json(3)]);
  expect(verdict.findings[0]?.message).toBe('Of 12 log lines, 3 were not a JSON object.');
});

test('is partial in proportion to the JSON lines', async () => {
  const verdict = await judge([...json(30), ...text(10)]);
  expect(verdict.status).toBe('partial');
  expect(verdict.score).toBeCloseTo(0.75 / 0.95, 6);
  expect(verdict.findings).toEqual([
    {
      message: 'Of 40 log lines, 10 were not a JSON object.',
      expected: 'one JSON object a line, in 95 of 100 lines or more',
      received: 'GET /v2/products 0 200',
      remedy:
        'Configure the JSON output of your logger as the default, not by an environment variable that is not set here, one object a line.',
    },
  ]);
});

test('fails with text only, with JSON that is no object, and with an object over several lines', async () => {
  expect(await judge(text(60))).toMatchObject({ status: 'fail', score: 0 });
  expect(await judge(Array(10).fill('["info"]'))).toMatchObject({ status: 'fail' });
  expect(await judge(['{', '  "level": "info"', '}'])).toMatchObject({ status: 'fail' });
});

test('takes no more than a banner for one', async () => {
  const verdict = await judge([...text(51), ...json(49)]);
  expect(verdict.findings[0]?.message).toBe('Of 100 log lines, 51 were not a JSON object.');
});

test('fails without a log', async () => {
  for (const logLines of [[], ['', '  ']]) {
    expect((await judge(logLines)).findings).toMatchObject([
      { message: 'The container wrote no log.', expected: 'one JSON object a line on stdout', received: 'no output' },
    ]);
  }
});

test('shows the beginning of a line, without what may be a secret', async () => {
  const verdict = await judge([`connecting to postgres://assay:${'0a1b'.repeat(6)}@127.0.0.1 ${'. '.repeat(900)}`]);
  expect(verdict.findings[0]?.received).toMatch(/^connecting to postgres:\/\/assay:\*\*\*@127\.0\.0\.1 [. ]+$/);
  expect(verdict.findings[0]?.received?.length).toBeLessThanOrEqual(200);
});

test('judges hostile lines', async () => {
  expect(await judge(hostileLines)).toMatchObject({ status: 'partial' });
});
