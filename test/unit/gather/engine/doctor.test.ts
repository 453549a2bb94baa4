import { expect, test } from 'vitest';
import { infraError } from '../../../../src/core/errors.ts';
import { diagnose, isSafe } from '../../../../src/gather/engine/doctor.ts';
import { diagnoseEngine, judgeRunc } from '../../../../src/gather/engine/doctor-engine.ts';
import { diagnoseNode, judgeDisk, judgeGit } from '../../../../src/gather/engine/doctor-host.ts';
import { gitHoles, holesOf, isBefore, parseVersion } from '../../../../src/gather/engine/doctor-versions.ts';
import { fakeEngine } from './fake-engine.ts';

test.each([
  ['20.10.24+dfsg1', [20, 10, 24]],
  ['v24.1', [24, 1, 0]],
  ['git version 2.39.5 (Apple Git-154)', [2, 39, 5]],
  ['unknown', [0, 0, 0]],
])('reads the version %s', (text, version) => {
  expect(parseVersion(text)).toEqual(version);
});

test('compares versions by number, not by text', () => {
  expect(isBefore('1.9', '1.41')).toBe(true);
  expect(isBefore('1.41', '1.41.0')).toBe(false);
  expect(isBefore('2.0.0', '1.99.99')).toBe(false);
});

test.each([
  ['2.39.3', ['CVE-2024-32002', 'CVE-2025-48384']],
  ['2.39.5', ['CVE-2025-48384']],
  ['2.43.6', ['CVE-2025-48384']],
  ['2.43.7', []],
  ['2.50.0', ['CVE-2025-48384']],
  ['2.50.1', []],
  ['2.51.0', []],
  ['3.0.0', []],
])('git %s has %j', (version, holes) => {
  expect(holesOf(version, gitHoles).map(({ id }) => id)).toEqual(holes);
});

test('git: a known hole is a warning, no git a failure', () => {
  expect(judgeGit('git version 2.51.0')).toMatchObject({ state: 'ok', detail: '2.51.0' });
  expect(judgeGit('git version 2.39.2')).toMatchObject({ state: 'warning', mend: expect.any(String) });
  expect(judgeGit(undefined)).toMatchObject({ state: 'failed', mend: 'install git' });
});

test("runc: a known hole is a failure, in a distribution's build a warning", () => {
  expect(judgeRunc('1.3.3')).toMatchObject({ state: 'ok' });
  expect(judgeRunc('1.2.7')).toMatchObject({ state: 'failed' });
  expect(judgeRunc('1.1.5+ds1')).toMatchObject({ state: 'warning', detail: expect.stringContaining('CVE-2024-21626') });
  expect(judgeRunc(undefined)).toMatchObject({ state: 'ok' });
});

test('Node.js older than ours is a failure', () => {
  expect(diagnoseNode('22.21.9')).toMatchObject({ state: 'failed' });
  expect(diagnoseNode('22.22.0')).toMatchObject({ state: 'ok' });
});

test('disk: plenty, tight, too little', () => {
  const gibibyte = 2 ** 30;
  expect(judgeDisk('/tmp', 10 * gibibyte)).toEqual({ state: 'ok', detail: '10.0 GiB in /tmp' });
  expect(judgeDisk('/tmp', 5 * gibibyte)).toMatchObject({ state: 'warning' });
  expect(judgeDisk('/tmp', gibibyte)).toMatchObject({ state: 'failed' });
});

test('an engine older than any that was tried is a warning', () => {
  expect(diagnoseEngine(fakeEngine({ apiVersion: '1.40' }))).toMatchObject({ state: 'warning' });
  expect(diagnoseEngine(fakeEngine({ apiVersion: '1.41' }))).toMatchObject({ state: 'ok' });
});

test('without an engine the host is still looked at, and a run is not safe', async () => {
  const diagnoses = await diagnose(infraError('engine-unreachable', 'no engine', 'run `grade setup`'));
  expect(diagnoses.at(-1)).toEqual({
    id: 'engine',
    title: 'container engine',
    state: 'failed',
    detail: 'no engine',
    mend: 'run `grade setup`',
  });
  expect(diagnoses.map(({ id }) => id)).toEqual(['node', 'git', 'disk-temporary', 'engine']);
  expect(isSafe(diagnoses)).toBe(false);
});
