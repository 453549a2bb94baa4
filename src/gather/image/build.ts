import type { ImageFact, SourceFact } from '../../core/artifact.ts';
import { type AssayError, refused } from '../../core/errors.ts';
import type { Progress } from '../../core/progress.ts';
import type { Engine } from '../engine/connect.ts';
import type { Run } from '../engine/pod-engine.ts';
import { provideBaseImages, pullTimeout } from './base-images.ts';
import { buildTimeout } from './build-failure.ts';
import { type BuildLimits, defaultBuildLimits } from './build-limits.ts';
import { createBuildLog } from './build-log.ts';
import type { Platform } from './dockerfile-variables.ts';
import { readDockerfile } from './find-dockerfile.ts';
import { readIgnoreRules } from './ignore.ts';
import { describeImage, removeImage } from './image-fact.ts';
import { reviewDockerfile } from './policy.ts';
import { type BuildJob, prepareBuild, runBuild } from './run-build.ts';

export { type BuildLimits, defaultBuildLimits } from './build-limits.ts';

export type BuildOptions = {
  engine: Engine;
  run: Run;
  source: Pick<SourceFact, 'directory' | 'notes'>;
  /** Time for the whole of it, in milliseconds from now. */
  deadlineMs: number;
  limits?: BuildLimits;
  /** Network of RUN instructions; default the engine's bridge, since packages are fetched there. `none` for none. */
  networkMode?: string;
  progress: Progress;
  signal: AbortSignal;
};

/**
 * Builds the image of a submission inside limits, with the run's labels on everything that comes to be: `removeRun`
 * removes it, also what a failed build leaves.
 * @throws AssayError candidate-fault `no-dockerfile`, `dockerfile-invalid`, `dockerignore-invalid`, `build-failed`,
 *   `build-oom`, `build-timeout`, `base-image-unknown`; refused for what `reviewDockerfile` refuses, `image-too-large`,
 *   `context-too-large`, `build-log-too-large`; infra-error `base-image-unavailable`, `engine-failed`,
 *   `engine-too-old`, `engine-disk-full`, `build-network`; and the signal's reason when it is aborted
 */
export const buildImage = async (options: BuildOptions): Promise<ImageFact> => {
  const startedAt = performance.now();
  const { engine, run, source, progress } = options;
  const limits = options.limits ?? defaultBuildLimits;
  const deadline = AbortSignal.timeout(options.deadlineMs);
  const signal = AbortSignal.any([options.signal, deadline]);
  const text = await readDockerfile(source);
  const platform = platformOf(engine);
  const dockerfile = reviewDockerfile(text, platform);
  const rules = await readIgnoreRules(source.directory);
  noteTriggers(dockerfile.instructions, progress);
  /** Turns the end of the time into a failure of its own; an interruption stays what it is. */
  const orLate = (late: () => AssayError) => (error: unknown) => {
    throw deadline.aborted && !options.signal.aborted ? late() : error;
  };
  const { maxImageBytes } = limits;
  await provideBaseImages(dockerfile.baseImages, { engine, platform, maxImageBytes, progress, signal }).catch(
    orLate(() => pullTimeout(options.deadlineMs)),
  );

  const networkMode = options.networkMode ?? 'default';
  const log = createBuildLog();
  const { directory } = source;
  const job: BuildJob = { engine, run, directory, text, dockerfile, rules, limits, networkMode, log, progress, signal };
  const prepared = prepareBuild(job);
  const id = await runBuild(job, prepared).catch(orLate(() => buildTimeout(prepared.steps, log, options.deadlineMs)));
  const image = await describeImage(engine, id, dockerfile, {
    hasDockerignore: rules.file !== undefined,
    buildMs: Math.round(performance.now() - startedAt),
    log: log.text(),
  });
  if (image.sizeBytes > maxImageBytes) {
    await removeImage(engine, id);
    throw tooLarge(image.sizeBytes, maxImageBytes);
  }
  return image;
};

/** Names of Go, as the engine's builder uses them, for the names of the kernel, as the engine tells them. */
const architectures: Record<string, string> = { x86_64: 'amd64', aarch64: 'arm64', armv7l: 'arm' };

const platformOf = ({ architecture }: Engine): Platform => ({
  os: 'linux',
  architecture: architectures[architecture] ?? architecture,
});

const noteTriggers = (instructions: readonly { keyword: string; line: number }[], progress: Progress) => {
  const trigger = instructions.find(({ keyword }) => keyword === 'ONBUILD');
  if (trigger) progress.note(`line ${trigger.line} of the Dockerfile is an ONBUILD: it does nothing in this build`);
};

const sizeOf = (bytes: number) =>
  bytes < 2 ** 30 ? `${Math.round(bytes / 2 ** 20)} MB` : `${(bytes / 2 ** 30).toFixed(1)} GB`;

const tooLarge = (bytes: number, maxBytes: number) =>
  refused(
    'image-too-large',
    `the image has ${sizeOf(bytes)}, the limit is ${sizeOf(maxBytes)}`,
    'start from a slim base image and leave out what only the build needs',
  );
