import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { isAbandoned, runLabels } from '../../../../src/gather/engine/labels.ts';
import { currentOwner, formatOwner, hasEnded, parseOwner } from '../../../../src/gather/engine/labels-owner.ts';

const now = new Date('2026-01-01T12:00:00Z');
const later = new Date('2026-01-01T12:00:01Z');

/** The id of a process that has just ended. */
const endedProcess = async (): Promise<number> => {
  const child = spawn('true');
  await once(child, 'exit');
  return child.pid ?? 0;
};

test('labels name the run, this process and the deadline', () => {
  expect(runLabels({ id: 'r1', deadline: later })).toEqual({
    'assay.run': 'r1',
    'assay.owner': formatOwner(currentOwner()),
    'assay.deadline': '2026-01-01T12:00:01.000Z',
  });
});

test('a run of this process goes on until its deadline', () => {
  const labels = runLabels({ id: 'r1', deadline: later });
  expect(isAbandoned(labels, now)).toBe(false);
  expect(isAbandoned(labels, later)).toBe(true);
});

test('a run whose process has ended is abandoned before its deadline', async () => {
  const owner = formatOwner({ ...currentOwner(), pid: await endedProcess() });
  expect(isAbandoned({ ...runLabels({ id: 'r1', deadline: later }), 'assay.owner': owner }, now)).toBe(true);
});

test('a run whose process id was taken over by another process is abandoned', () => {
  expect(hasEnded({ ...currentOwner(), started: '1' })).toBe(true);
});

test('a run of another host, or of another boot, is left alone until its deadline', async () => {
  const owner = { ...currentOwner(), host: 'elsewhere-12345678', pid: await endedProcess() };
  const labels = { ...runLabels({ id: 'r1', deadline: later }), 'assay.owner': formatOwner(owner) };
  expect(isAbandoned(labels, now)).toBe(false);
  expect(isAbandoned(labels, later)).toBe(true);
});

test('where the start of processes is not known, a taken process id counts as the owner', () => {
  expect(hasEnded({ ...currentOwner(), started: '0' })).toBe(false);
});

test.each([
  ['no labels at all', {}],
  ['no run', { 'assay.run': '' }],
  ['an owner we did not write', { 'assay.owner': 'somebody' }],
  ['no deadline', { 'assay.deadline': 'tomorrow' }],
])('%s: not ours to remove', (_, change) => {
  const whole = runLabels({ id: 'r1', deadline: now });
  expect(isAbandoned(Object.keys(change).length === 0 ? {} : { ...whole, ...change }, later)).toBe(false);
});

test.each(['', 'a/b', 'host/0/1', 'host/1/x', 'host/1/2/3', 'host/99999999999/1'])('"%s" is no owner', (text) => {
  expect(parseOwner(text)).toBeUndefined();
});

test('an owner survives being written and read', () => {
  expect(parseOwner(formatOwner(currentOwner()))).toEqual(currentOwner());
});
