import { expect, test } from 'vitest';
import { imageChecks } from '../../../graders/image/index.ts';
import type { FactName } from '../../../src/core/artifact.ts';
import { challenge, endedByItself, imageFact, judgeFacts, lifecycleFact, targetFact } from './facts.ts';

const onlyFacts = imageChecks.filter(({ id }) => id !== 'liveness' && id !== 'readiness');

test('all pass on a sound submission', async () => {
  for (const check of onlyFacts) expect([check.id, (await judgeFacts(check)).status]).toEqual([check.id, 'pass']);
});

test('none breaks on facts that are nearly empty', async () => {
  const strings = { id: '', user: '', workingDirectory: '', log: '' };
  const lists = { entrypoint: [], command: [], environment: [], exposedPorts: [], volumes: [], baseImages: [] };
  const image = imageFact({ ...strings, ...lists, instructions: [], sizeBytes: 0, buildMs: 0, steps: 0 });
  const target = targetFact({ readyMs: Number.NaN, port: 0, listensOn: [''], runsAs: '' });
  const lifecycle = lifecycleFact({ logLines: [''], stopMs: 0, graceMs: 0 });
  for (const check of onlyFacts) {
    for (const facts of [
      { image, target, lifecycle },
      { image, target, lifecycle: endedByItself },
    ]) {
      expect((await judgeFacts(check, facts)).status).not.toBe('error');
    }
  }
});

test('checks that practice mode runs need nothing but a running server', () => {
  const practised = imageChecks.filter(
    ({ needs, visibility }) =>
      visibility === 'public' && needs.every((need: FactName) => ['target', 'traffic', 'spec'].includes(need)),
  );
  expect(practised.map(({ id }) => id)).toEqual(['loopback-only', 'liveness', 'readiness']);
});

test('all belong to the family, and those of the level are asked', () => {
  expect(new Set(imageChecks.map(({ family, axis }) => `${family} ${axis}`))).toEqual(
    new Set(['image infrastructure']),
  );
  expect(imageChecks.filter((check) => check.notApplicable?.(challenge) !== undefined)).toEqual([]);
});
