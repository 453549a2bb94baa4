import { expect, test } from 'vitest';
import type { ImageFact } from '../../../../src/core/artifact.ts';
import { sortVolumes } from '../../../../src/gather/engine/candidate-volumes.ts';

const image = (overrides: Partial<ImageFact>): ImageFact => ({
  ...{ id: 'sha256:1', sizeBytes: 1, user: '', entrypoint: [], command: [], workingDirectory: '', environment: [] },
  ...{ exposedPorts: [], volumes: [], healthcheck: false, baseImages: [], instructions: [], hasDockerignore: false },
  ...{ buildMs: 1, steps: 1, log: '', ...overrides },
});

test.each([
  ['the working directory', { workingDirectory: '/app', volumes: ['/app'] }, ['/app']],
  ['a parent of it', { workingDirectory: '/usr/src/app', volumes: ['/usr/src/'] }, ['/usr/src/']],
  ['an absolute program', { entrypoint: ['/srv/bin/api'], volumes: ['/srv/bin'] }, ['/srv/bin']],
  [
    'a relative one',
    { workingDirectory: '/app', command: ['node', 'dist/main.js'], volumes: ['/app/dist'] },
    ['/app/dist'],
  ],
  ['data beside it', { workingDirectory: '/app', command: ['node', 'main.js'], volumes: ['/app/data', '/data'] }, []],
  ['a name that only begins alike', { workingDirectory: '/application', volumes: ['/app'] }, []],
])('a volume over %s', (_, overrides, program) => {
  const sorted = sortVolumes(image(overrides));
  expect(sorted.program).toEqual(program);
  expect(sorted.data).toEqual(overrides.volumes.filter((volume) => !program.includes(volume)));
});
