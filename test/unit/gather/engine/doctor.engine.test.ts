import { randomUUID } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import { describe, expect, test } from 'vitest';
import { connectEngine } from '../../../../src/gather/engine/connect.ts';
import { diagnose, isSafe } from '../../../../src/gather/engine/doctor.ts';
import {
  judgeFiles,
  judgeMemory,
  judgeNetwork,
  judgePrivileges,
  judgeProcesses,
} from '../../../../src/gather/engine/doctor-judge.ts';
import { runProbe } from '../../../../src/gather/engine/doctor-probe.ts';
import { labelNames, listOwned } from '../../../../src/gather/engine/labels.ts';
import { currentOwner, formatOwner } from '../../../../src/gather/engine/labels-owner.ts';

const engine = await connectEngine();
const mebibyte = 2 ** 20;

test('every limit holds on this engine, and nothing is left behind', { timeout: 60_000 }, async () => {
  const diagnoses = await diagnose(engine);
  expect(diagnoses.filter(({ state }) => state === 'failed')).toEqual([]);
  expect(isSafe(diagnoses)).toBe(true);
  expect(diagnoses.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['memory', 'processes', 'network', 'files', 'privileges']),
  );
  const owner = formatOwner(currentOwner());
  expect((await listOwned(engine)).filter(({ labels }) => labels[labelNames.owner] === owner)).toEqual([]);
});

test('a runtime that the engine does not have is a diagnosis, not a crash', { timeout: 60_000 }, async () => {
  const diagnoses = await diagnose(engine, { runtime: 'no-such-runtime' });
  expect(diagnoses.at(-1)).toMatchObject({ id: 'isolation', state: 'failed' });
});

describe('a container with the defaults of the engine is found out', { timeout: 60_000 }, () => {
  const run = { id: `doctor-test-${randomUUID()}`, deadline: new Date(Date.now() + 300_000) };
  const probe = { engine, image: 'node:24-bookworm-slim', run };

  test('by memory', async () => {
    const end = await runProbe(probe, {}, ['memory', `${256 * mebibyte}`]);
    expect(judgeMemory(end, 64 * mebibyte)).toMatchObject({ state: 'failed' });
  });

  test('by processes', async () => {
    const end = await runProbe(probe, {}, ['processes', '128']);
    expect(judgeProcesses(end, 64)).toMatchObject({ state: 'failed' });
  });

  test('by network', async () => {
    const bridge = networkInterfaces().docker0?.[0]?.address ?? '127.0.0.1';
    const end = await runProbe(probe, {}, ['network', JSON.stringify([[bridge, 1]])]);
    expect(judgeNetwork(end, { reachableFromHost: true, accepted: 0 })).toMatchObject({
      state: 'failed',
      detail: expect.stringContaining('2 routes'),
    });
  });

  test('by files', async () => {
    const end = await runProbe(probe, {}, ['files', `${8 * mebibyte}`]);
    expect(judgeFiles(end, 8 * mebibyte)).toMatchObject({
      state: 'failed',
      detail: '/var/tmp/ was written to, /var/tmp/ is not on a read-only root, /tmp took 8 MiB',
    });
  });

  test('by privileges', async () => {
    const end = await runProbe(probe, {}, ['privileges', '']);
    expect(judgePrivileges(end)).toMatchObject({ state: 'failed' });
  });
});
