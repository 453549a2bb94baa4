import type { ImageBuildOptions } from 'dockerode';
import { AssayError, candidateFault } from '../../core/errors.ts';
import type { Progress } from '../../core/progress.ts';
import type { Engine } from '../engine/connect.ts';
import { runLabels } from '../engine/labels.ts';
import { engineMessage, type Run } from '../engine/pod-engine.ts';
import { engineLost, explainBuildFailure, logTooLarge } from './build-failure.ts';
import type { BuildLimits } from './build-limits.ts';
import type { BuildLog } from './build-log.ts';
import { type BuildSteps, followBuildKit, followClassic } from './build-steps.ts';
import { assertFrontend, buildKitFeature } from './builder.ts';
import { createContext } from './context.ts';
import { parseDockerfile } from './dockerfile.ts';
import { readEngineEvents } from './engine-events.ts';
import type { IgnoreRules } from './ignore.ts';
import type { ReviewedDockerfile } from './policy.ts';
import { refuseLine } from './refusal.ts';
import { addLabels, isolateBuildKit } from './rewrite.ts';

/** One build, ready to go. */
export type BuildJob = {
  engine: Engine;
  run: Run;
  /** Our own copy of the submission. */
  directory: string;
  text: string;
  dockerfile: ReviewedDockerfile;
  rules: IgnoreRules;
  limits: BuildLimits;
  networkMode: string;
  log: BuildLog;
  progress: Progress;
  signal: AbortSignal;
};

const cpuPeriodMicroseconds = 100_000;

/** What the engine is told, and how its answers are to be read. */
export type PreparedBuild = { text: string; options: ImageBuildOptions & { ulimits?: string }; steps: BuildSteps };

/**
 * Chooses the builder and writes the Dockerfile as it is sent.
 * @throws AssayError infra-error `engine-too-old`; refused `entitlement`
 */
export const prepareBuild = (job: BuildJob): PreparedBuild => {
  const { dockerfile, limits, run, networkMode } = job;
  const labels = runLabels(run);
  const feature = buildKitFeature(dockerfile);
  const common = { rm: true, forcerm: true, networkmode: networkMode };
  if (feature !== undefined) {
    assertFrontend(feature, job.engine.apiVersion);
    const isolated = isolateBuildKit(job.text, dockerfile, run.id);
    const { text } = addLabels(isolated, dockerfile, labels);
    return {
      text,
      options: { ...common, version: '2' },
      steps: followBuildKit(parseDockerfile(isolated).instructions),
    };
  }
  const { text, steps } = addLabels(job.text, dockerfile, labels);
  const options = {
    ...common,
    memory: limits.memoryBytes,
    memswap: limits.memoryBytes,
    cpuperiod: cpuPeriodMicroseconds,
    cpuquota: Math.round(limits.cpus * cpuPeriodMicroseconds),
    ulimits: JSON.stringify([
      { Name: 'fsize', Soft: limits.maxImageBytes, Hard: limits.maxImageBytes },
      { Name: 'core', Soft: 0, Hard: 0 },
    ]),
  };
  return { text, options, steps: followClassic(steps) };
};

/**
 * Sends the context and follows the build to its end. Aborting cuts the connection, at which the engine stops the step
 * that runs and removes its container.
 * @returns the content id of the image
 * @throws AssayError why it failed; the signal's reason
 */
export const runBuild = async (job: BuildJob, { text, options, steps }: PreparedBuild): Promise<string> => {
  const { limits, rules, directory } = job;
  const contextLimits = { maxBytes: limits.maxContextBytes, maxFiles: limits.maxContextFiles };
  const broken = new AbortController();
  const signal = AbortSignal.any([job.signal, broken.signal]);
  const context = createContext(directory, text, rules, contextLimits, signal);
  // Once the engine has begun to answer, the client would only say that the connection broke.
  context.on('error', (error) => broken.abort(error));
  try {
    const stream = await job.engine.docker.buildImage(context, { ...options, abortSignal: signal });
    return await followBuild(stream, steps, job);
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof AssayError ? error : explainRefusal(error);
  } finally {
    context.destroy();
  }
};

const followBuild = async (stream: NodeJS.ReadableStream, steps: BuildSteps, job: BuildJob): Promise<string> => {
  const { log, limits, progress } = job;
  let imageId: string | undefined;
  let shown = '';
  for await (const event of readEngineEvents(stream)) {
    log.write(steps.take(event));
    if (steps.disagrees()) throw readDifferently();
    if (log.bytes() > limits.maxLogBytes) throw logTooLarge(steps, limits.maxLogBytes);
    if (event.error) throw explainBuildFailure({ ...event.error, steps, log, memoryBytes: limits.memoryBytes });
    imageId = event.imageId ?? imageId;
    const { detail, done, total } = steps.position();
    if (detail !== shown) progress.update(detail, done, total);
    shown = detail;
  }
  if (imageId === undefined) throw engineLost(new Error('it ended without an image and without an error'));
  return imageId;
};

const readDifferently = () =>
  refuseLine(
    'dockerfile-ambiguous',
    1,
    'begins a file that the engine reads differently from the rules',
    'write it more plainly',
  );

/** A Dockerfile the engine does not accept is answered with a status, before anything runs. */
const explainRefusal = (error: unknown) =>
  error instanceof Error && 'statusCode' in error && error.statusCode === 400
    ? candidateFault(
        'dockerfile-invalid',
        `the engine does not accept the Dockerfile: ${engineMessage(error)}`,
        'repair the Dockerfile; `docker build .` must work',
      )
    : engineLost(error);
