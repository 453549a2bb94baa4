import { expect, test } from 'vitest';
import { gracefulStop } from '../../../graders/image/graceful-stop.ts';
import type { ImageFact } from '../../../src/core/artifact.ts';
import { endedByItself, imageFact, instructionsOf, judgeFacts, lifecycleFact } from './facts.ts';

const killed = { stopMs: undefined, exitCode: undefined };

const judge = (lifecycle: Parameters<typeof lifecycleFact>[0], image: Partial<ImageFact> = {}) =>
  judgeFacts(gracefulStop, { lifecycle: lifecycleFact(lifecycle), image: imageFact(image) });

test('passes with exit code 0, however long it took within the grace', async () => {
  expect(await judge({ stopMs: 9_900, exitCode: 0 })).toMatchObject({ status: 'pass' });
});

test('fails when it had to be killed', async () => {
  const verdict = await judge(killed);
  expect(verdict.status).toBe('fail');
  expect(verdict.findings).toEqual([
    {
      message: 'The container did not stop within 10 s of SIGTERM and had to be killed.',
      expected: 'an exit with code 0 within 10 s',
      received: 'still running; started by docker-entrypoint.sh node src/main.ts',
      at: 'Dockerfile:13',
      remedy:
        'Handle SIGTERM: as the first process of a container, a program without a handler does not get it at all.',
    },
  ]);
});

const shell =
  'A shell starts the process and may keep the signal to itself: write CMD as a JSON list, or begin the line with exec, and handle SIGTERM in the program.';
const manager =
  'A package manager starts the process and gets the signal first: start the program itself, e.g. CMD ["node", "server.js"], and handle SIGTERM in it.';
const script =
  'A script starts the process and gets the signal first: end the script with exec and the program, and handle SIGTERM in it.';
const handler =
  'Handle SIGTERM: as the first process of a container, a program without a handler does not get it at all.';

test.each([
  [shell, [], ['/bin/sh', '-c', 'node server.js']],
  [shell, ['/bin/bash', '-lc'], ['npm run migrate && node server.js']],
  [handler, [], ['/bin/sh', '-c', 'exec node server.js']],
  [handler, [], ['/bin/sh', '-c', 'npm run migrate && exec node server.js']],
  [manager, [], ['npm', 'start']],
  [manager, ['docker-entrypoint.sh'], ['npm', 'start']],
  [manager, ['docker-entrypoint.sh'], ['yarn', 'start']],
  [shell, ['docker-entrypoint.sh'], ['/bin/sh', '-c', 'node server.js']],
  [script, ['/app/start.sh'], []],
  [script, ['/usr/bin/tini', '--'], ['./start.sh']],
  [handler, ['dumb-init'], ['node', 'server.js']],
  [handler, ['java', '-jar'], ['app.jar']],
  [handler, [], []],
])('says %s', async (remedy, entrypoint, command) => {
  expect((await judge(killed, { entrypoint, command })).findings[0]?.remedy).toBe(remedy);
});

test('names no place when the base image says what to start, and the stop signal of the image', async () => {
  const image = { instructions: instructionsOf('FROM a\nCOPY x /'), stopSignal: 'SIGINT' };
  const [finding] = (await judge(killed, image)).findings;
  expect(finding?.at).toBeUndefined();
  expect(finding?.message).toBe('The container did not stop within 10 s of SIGINT and had to be killed.');
});

test.each([130, 143])('is half right with exit code %i, which may be an orderly end all the same', async (exitCode) => {
  const verdict = await judge({ exitCode, stopMs: 340 });
  expect(verdict).toMatchObject({ status: 'partial', score: 0.5 });
  expect(verdict.findings).toEqual([
    {
      message: `On SIGTERM the container ended with exit code ${exitCode}, which says that the signal ended it.`,
      expected: 'exit code 0',
      received: `exit code ${exitCode} after 340 ms; started by docker-entrypoint.sh node src/main.ts`,
      at: 'Dockerfile:13',
      remedy:
        'Handle the signal: finish open requests, close the database, and exit with 0. Java, shells and package managers report the signal instead unless told otherwise.',
    },
  ]);
});

test.each([1, 137, 255])('fails with exit code %i', async (exitCode) => {
  const verdict = await judge({ exitCode, stopMs: 50 });
  expect(verdict.status).toBe('fail');
  expect(verdict.findings[0]).toMatchObject({
    message: `On SIGTERM the container ended with exit code ${exitCode}.`,
    remedy: 'Read the last lines of the log: something failed while the service was stopping.',
  });
});

test('is blocked when the container had ended before', async () => {
  expect(await judgeFacts(gracefulStop, { lifecycle: endedByItself })).toMatchObject({
    status: 'blocked',
    reason: 'the container had ended by itself with code 1',
  });
});
