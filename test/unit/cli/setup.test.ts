import { expect, test } from 'vitest';
import { describeSetup, parseFamilies } from '../../../src/cli/setup.ts';
import { fakeEngine } from '../gather/engine/fake-engine.ts';

test('reads families in any order, and answers in the order in which they are made', () => {
  expect(parseFamilies('postgres, node')).toEqual(['node', 'postgres']);
});

test('names the families there are when one is not known', () => {
  expect(() => parseFamilies('node,nodejs')).toThrow(
    '"nodejs" is none of debian, node, postgres, python, redis, golang.',
  );
});

test('shows the engine and what became of each base image', () => {
  const text = describeSetup({
    engine: fakeEngine(),
    started: true,
    images: [
      { reference: 'debian:bookworm-slim', state: 'present', durationMs: 0 },
      { reference: 'redis:7', state: 'built', durationMs: 3_210 },
      { reference: 'golang:1.19', state: 'missing', durationMs: 500, reason: 'no space left' },
    ],
  });
  expect(text).toMatchInlineSnapshot(`
    "engine 27.1.0 at unix:///var/run/docker.sock, started
    debian:bookworm-slim  present
    redis:7               built 3.2 s
    golang:1.19           missing 0.5 s: no space left
    "
  `);
});
