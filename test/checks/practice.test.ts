import { readFile } from 'node:fs/promises';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import { startFaultProxy } from '../../src/verify/fault-proxy.ts';
import { onAll, swapStatus } from '../../src/verify/faults.ts';
import { type Reference, startReference } from '../support/reference.ts';

const solution = 'challenges/checkout/solutions/node';

const kitEnvironment = async (): Promise<Record<string, string>> => {
  const text = await readFile('challenges/checkout/kit/.env.example', 'utf8');
  const entries = text.split('\n').flatMap((line) => {
    const [, name, value] = /^([A-Z_]+)='?(.*?)'?$/.exec(line) ?? [];
    return name && value && name !== 'PORT' && name !== 'DATABASE_URL' ? [[name, value]] : [];
  });
  return Object.fromEntries(entries);
};

let reference: Reference;

beforeAll(async () => {
  reference = await startReference({ env: await kitEnvironment() });
}, 60_000);

afterAll(() => reference.stop());

const practise = (...args: string[]) =>
  execa('node', ['src/cli/grade.js', 'test', ...args, '--directory', solution, '--level', 'staff'], {
    reject: false,
    preferLocal: true,
    stdin: 'ignore',
  });

test('a sound server with the environment of the kit loses no point', async () => {
  const { stdout, exitCode } = await practise(reference.url, '--json', '-q');
  const report: Report = JSON.parse(stdout);
  expect(report.results.filter(({ earned, possible }) => earned < possible).map(({ id }) => id)).toEqual([]);
  expect(report.results.length).toBeGreaterThan(60);
  expect(report.results.every(({ visibility }) => visibility === 'public')).toBe(true);
  expect(exitCode).toBe(0);
});

test('a failure is printed with the request as curl, what was expected and how to mend it', async () => {
  const proxy = await startFaultProxy({ origin: reference.url }, [swapStatus(onAll, 201, 200)]);
  const { stdout, exitCode } = await practise(proxy.origin, '--min-score', '100', '-q');
  await proxy.stop();
  expect(stdout).toContain('Answers another status than 201 when something was created');
  expect(stdout).toMatch(new RegExp(`curl .*${proxy.origin}/v2/products`));
  expect(stdout).toContain('Answer 201 Created from createProduct.');
  expect(exitCode).toBe(1);
});
