import type { ImageInspectInfo } from 'dockerode';
import { AssayError, candidateFault, infraError, refused } from '../../core/errors.ts';
import type { Progress } from '../../core/progress.ts';
import type { Engine } from '../engine/connect.ts';
import { labelNames } from '../engine/labels.ts';
import { engineCall, engineMessage, isGone } from '../engine/pod-engine.ts';
import type { Platform } from './dockerfile-variables.ts';
import { readEngineEvents } from './engine-events.ts';
import { type BaseImage, reviewTriggers } from './policy.ts';
import { parseReference } from './references.ts';
import { refuseLine } from './refusal.ts';

export type PullContext = {
  engine: Engine;
  platform: Platform;
  /** Most that the layers of one image may weigh on their way. */
  maxImageBytes: number;
  progress: Progress;
  signal: AbortSignal;
};

/**
 * Makes sure that every image a build starts from is on the engine, so that the build itself never asks a registry and
 * a registry's failure is never taken for the candidate's. Each is looked at: none may come from another run, be named
 * by its id, or bring along instructions that would be refused.
 * @throws AssayError candidate-fault `base-image-unknown`, infra-error `base-image-unavailable`, refused `base-image`,
 *   `image-too-large` and those of `reviewTriggers`
 */
export const provideBaseImages = async (images: readonly BaseImage[], context: PullContext): Promise<void> => {
  for (const image of images) {
    const found = (await inspectImage(context.engine, image.reference)) ?? (await pullAndInspect(image, context));
    assertForeign(found, image);
    const triggers: unknown[] = found.Config?.OnBuild ?? [];
    reviewTriggers(triggers.map(String), image, context.platform);
  }
};

const inspectImage = async (engine: Engine, reference: string): Promise<ImageInspectInfo | undefined> => {
  try {
    return await engineCall('inspect a base image', engine.docker.getImage(reference).inspect(), isGone);
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
};

const assertForeign = (found: ImageInspectInfo, { reference, line }: BaseImage) => {
  if (found.Config?.Labels?.[labelNames.run] !== undefined) {
    throw refuseLine(
      'base-image',
      line,
      `uses ${reference}, an image of another submission`,
      'start from a public image',
    );
  }
  // The engine takes the beginning of an id for a name, whoever's image it is.
  const wanted = parseReference(reference)?.repository;
  const names = [...(found.RepoTags ?? []), ...(found.RepoDigests ?? [])];
  if (names.some((name) => parseReference(name)?.repository === wanted)) return;
  throw refuseLine('base-image', line, `uses ${reference}, which is the id of an image`, 'name the image');
};

const pullAndInspect = async (image: BaseImage, context: PullContext): Promise<ImageInspectInfo> => {
  await pull(image, context);
  const found = await inspectImage(context.engine, image.reference);
  if (!found) throw unavailable(image, 'it was pulled and is not there');
  return found;
};

const pull = async ({ reference, line, platform }: BaseImage, context: PullContext) => {
  const { engine, progress, signal, maxImageBytes } = context;
  progress.update(`pulling ${reference}`);
  const layers = new Map<string, number>();
  try {
    // Without a tag the engine would pull them all.
    const name = /[:@][^/]*$/.test(reference) ? reference : `${reference}:latest`;
    const stream = await engine.docker.pull(name, { ...(platform && { platform }), abortSignal: signal });
    for await (const { error, layer } of readEngineEvents(stream)) {
      if (error) throw new Error(error.message);
      if (!layer) continue;
      layers.set(layer.id, layer.totalBytes);
      const bytes = layers.values().reduce((sum, layerBytes) => sum + layerBytes, 0);
      if (bytes > maxImageBytes) throw tooLarge(reference, line);
    }
  } catch (error) {
    signal.throwIfAborted();
    throw explainPullFailure({ reference, line }, error);
  }
};

const unknownImage =
  /manifest unknown|not found|pull access denied|does not exist|access to the resource is denied|unauthorized|no matching manifest|invalid reference|name invalid/i;
const network =
  /dial tcp|lookup |i\/o timeout|timeout|connection re|proxyconnect|x509|tls:|toomanyrequests|server error|EOF/i;

/**
 * A registry that answers without such an image: the Dockerfile's fault. Anything else is the network's or the host's.
 * @param error what the engine said to a pull
 */
export const explainPullFailure = (image: BaseImage, error: unknown): AssayError => {
  if (error instanceof AssayError) return error;
  const reason = engineMessage(error);
  if (network.test(reason) || !unknownImage.test(reason)) return unavailable(image, reason, error);
  return candidateFault(
    'base-image-unknown',
    `line ${image.line} of the Dockerfile uses ${image.reference}, which its registry does not have or does not show`,
    'check name and tag; the image must be public',
    reason,
  );
};

const unavailable = ({ reference, line }: BaseImage, reason: string, cause?: unknown) =>
  infraError(
    'base-image-unavailable',
    `the base image ${reference} (line ${line} of the Dockerfile) is not on this engine and could not be pulled: ${reason}`,
    `make the registry reachable, or put it there by hand: docker pull ${reference}, or docker load`,
    cause,
  );

const tooLarge = (reference: string, line: number) =>
  refused(
    'image-too-large',
    `the base image ${reference} (line ${line} of the Dockerfile) is over the size limit`,
    'use a smaller one',
  );

/** The time of the build was over before its base images were there: a slow registry, not a slow build. */
export const pullTimeout = (deadlineMs: number): AssayError =>
  infraError(
    'base-image-unavailable',
    `the base images could not be pulled within ${Math.round(deadlineMs / 1000)} s`,
    'pull them beforehand with docker pull, or allow more time for the build',
  );
