import { type AssayError, candidateFault, infraError, refused } from '../../core/errors.ts';
import { engineMessage } from '../engine/pod-engine.ts';
import { type BuildLog, cleanLine } from './build-log.ts';
import type { BuildSteps } from './build-steps.ts';
import { engineTooOld } from './builder.ts';

const logLines = 20;
// Killed by SIGKILL: inside the memory limit of a build that is the kernel's doing.
const killedExitCode = 137;

/** What is known when a build has failed. */
export type FailedBuild = {
  message: string;
  exitCode?: number;
  steps: BuildSteps;
  log: BuildLog;
  memoryBytes: number;
};

const exitCodeOf = ({ exitCode, message }: FailedBuild) => {
  const told = /(?:exit code: |non-zero code: )(\d+)/.exec(message)?.[1];
  return exitCode ?? (told === undefined ? undefined : Number(told));
};

/** "line 4 of the Dockerfile (RUN npm ci)", as far as it is known. */
const placeOf = (steps: BuildSteps): string => {
  const current = steps.current();
  if (!current) return 'the beginning of the build';
  const { instruction, text } = current;
  return instruction ? `line ${instruction.line} of the Dockerfile (${cleanLine(text)})` : cleanLine(text);
};

/**
 * Says in one line why a build failed and whose fault that is. A full disk, a network without name service and an engine
 * that is too old are not the candidate's.
 */
export const explainBuildFailure = (failed: FailedBuild): AssayError => {
  const { message, steps, log } = failed;
  const place = placeOf(steps);
  const tail = log.lastLines(logLines);
  const reason = cleanLine(message.replace(/\s+/g, ' ')).slice(0, 300);
  const unknownFlag = /unknown flag: ?-*([\w-]+)|the --([\w-]+) option requires BuildKit/i.exec(message);
  if (unknownFlag) return engineTooOld(`the flag --${unknownFlag[1] ?? unknownFlag[2]} at ${place}`);
  if (/no space left on device/i.test(message + tail)) {
    return infraError(
      'engine-disk-full',
      `the engine's disk was full at ${place}`,
      'free space on the engine and grade again',
    );
  }
  if (/EAI_AGAIN|Temporary failure (?:in name resolution|resolving)/.test(tail)) {
    return infraError(
      'build-network',
      `the build had no name service at ${place}`,
      "check the engine's network and grade again",
    );
  }
  const exitCode = exitCodeOf(failed);
  if (exitCode === killedExitCode) return outOfMemory(place, failed.memoryBytes, tail);
  const how = exitCode === undefined ? reason : `exit code ${exitCode}`;
  return candidateFault(
    'build-failed',
    `the build failed at ${place}: ${how}`,
    'build it from a clean clone: docker build .',
    tail,
  );
};

const outOfMemory = (place: string, memoryBytes: number, tail: string) =>
  candidateFault(
    'build-oom',
    `the build was killed at ${place}: it may use ${Math.round(memoryBytes / 2 ** 20)} MB of memory`,
    'build in smaller steps, or with less parallel work',
    tail,
  );

/** The build's time is over. */
export const buildTimeout = (steps: BuildSteps, log: BuildLog, deadlineMs: number): AssayError =>
  candidateFault(
    'build-timeout',
    `the build was not done within ${Math.round(deadlineMs / 1000)} s; it was at ${placeOf(steps)}`,
    'make the build faster: fewer dependencies, nothing that waits',
    log.lastLines(logLines),
  );

/** The build says more than anybody could read. */
export const logTooLarge = (steps: BuildSteps, maxBytes: number): AssayError =>
  refused(
    'build-log-too-large',
    `the build wrote more than ${Math.round(maxBytes / 2 ** 20)} MB of output at ${placeOf(steps)}`,
    'make the build quieter',
  );

/** The engine itself failed or went away. */
export const engineLost = (error: unknown): AssayError =>
  infraError(
    'engine-failed',
    `the container engine broke off the build: ${engineMessage(error)}`,
    'check that the engine runs (`grade doctor`) and grade again',
    error,
  );
