import { expect, test } from 'vitest';
import { buildTimeout, explainBuildFailure } from '../../../../src/gather/image/build-failure.ts';
import { createBuildLog } from '../../../../src/gather/image/build-log.ts';
import { followClassic } from '../../../../src/gather/image/build-steps.ts';
import { parseDockerfile } from '../../../../src/gather/image/dockerfile.ts';

const { instructions } = parseDockerfile('FROM a\n\nRUN npm ci');

const buildAt = (step: number, output = '') => {
  const steps = followClassic(instructions);
  for (let at = 1; at <= step; at += 1) steps.take({ text: `Step ${at}/2 : x` });
  const log = createBuildLog();
  log.write(output);
  return { steps, log, memoryBytes: 128 * 2 ** 20 };
};

test.each([
  ["The command '/bin/sh -c npm ci' returned a non-zero code: 7", 7, '', 'candidate-fault build-failed'],
  ['executor failed running [/bin/sh -c npm ci]: exit code: 7', undefined, '', 'candidate-fault build-failed'],
  [
    'process "/bin/sh -c npm ci" did not complete successfully: exit code: 137',
    undefined,
    '',
    'candidate-fault build-oom',
  ],
  ["The command '/bin/sh -c npm ci' returned a non-zero code: 137", 137, '', 'candidate-fault build-oom'],
  ['COPY failed: file not found in build context', undefined, '', 'candidate-fault build-failed'],
  ['write /x: no space left on device', undefined, '', 'infra-error engine-disk-full'],
  [
    "The command '/bin/sh -c npm ci' returned a non-zero code: 1",
    1,
    'npm error code EAI_AGAIN',
    'infra-error build-network',
  ],
  [
    "The command 'apt-get' returned a non-zero code: 100",
    100,
    "Temporary failure resolving 'deb.example.org'",
    'infra-error build-network',
  ],
  [
    "The command '/bin/sh -c npm ci' returned a non-zero code: 1",
    1,
    'npm error code ENOTFOUND',
    'candidate-fault build-failed',
  ],
  ['dockerfile parse error line 2: unknown flag: parents', undefined, '', 'infra-error engine-too-old'],
  ['the --chmod option requires BuildKit. Refer to the docs', undefined, '', 'infra-error engine-too-old'],
])('%s (%s, %s): %s', (message, exitCode, output, expected) => {
  const { fault, code } = explainBuildFailure({ message, exitCode, ...buildAt(2, output) });
  expect(`${fault} ${code}`).toBe(expected);
});

test('names step, line, exit code and the last lines of the log', () => {
  const output = Array.from({ length: 50 }, (_, index) => `line ${index}`).join('\n');
  const error = explainBuildFailure({ message: 'returned a non-zero code: 7', exitCode: 7, ...buildAt(2, output) });
  expect(error.message).toBe('the build failed at line 3 of the Dockerfile (RUN npm ci): exit code 7');
  expect(error.log?.split('\n')).toEqual(Array.from({ length: 20 }, (_, index) => `line ${index + 30}`));
});

test('the message is one clean line, however hostile its parts', () => {
  const error = explainBuildFailure({ message: `\u001b[31mCOPY failed\n${'x'.repeat(1000)}`, ...buildAt(0) });
  expect(error.message).toMatch(/^the build failed at the beginning of the build: COPY failed x+$/);
  expect(error.message.length).toBeLessThan(400);
});

test('says where a build was when its time was over', () => {
  const { steps, log } = buildAt(2);
  expect(buildTimeout(steps, log, 4000)).toMatchObject({
    fault: 'candidate-fault',
    code: 'build-timeout',
    message: 'the build was not done within 4 s; it was at line 3 of the Dockerfile (RUN npm ci)',
  });
});
