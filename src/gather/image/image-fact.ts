import type { ImageFact } from '../../core/artifact.ts';
import type { Engine } from '../engine/connect.ts';
import { engineCall } from '../engine/pod-engine.ts';
import type { ReviewedDockerfile } from './policy.ts';

/** The parts of a fact that the image itself does not know. */
export type BuildRecord = Pick<ImageFact, 'hasDockerignore' | 'buildMs' | 'log'>;

/** The typings leave out what a Dockerfile need not set. */
type Config = {
  User?: string;
  Entrypoint?: string[] | null;
  Cmd?: string[] | null;
  WorkingDir?: string;
  Env?: string[] | null;
  ExposedPorts?: Record<string, unknown> | null;
  Volumes?: Record<string, unknown> | null;
  StopSignal?: string;
  Healthcheck?: { Test?: string[] } | null;
};

/**
 * Describes a finished image.
 * @throws AssayError infra-error `engine-failed`
 */
export const describeImage = async (
  engine: Engine,
  id: string,
  dockerfile: ReviewedDockerfile,
  record: BuildRecord,
): Promise<ImageFact> => {
  const image = await engineCall('inspect the image', engine.docker.getImage(id).inspect());
  const config: Config = { ...image.Config, Entrypoint: listOf(image.Config.Entrypoint) };
  return {
    id: image.Id,
    sizeBytes: image.Size,
    user: config.User ?? '',
    entrypoint: config.Entrypoint ?? [],
    command: config.Cmd ?? [],
    workingDirectory: config.WorkingDir ?? '',
    environment: config.Env ?? [],
    exposedPorts: Object.keys(config.ExposedPorts ?? {}),
    volumes: Object.keys(config.Volumes ?? {}),
    stopSignal: config.StopSignal || undefined,
    healthcheck: config.Healthcheck != null && config.Healthcheck.Test?.[0] !== 'NONE',
    baseImages: dockerfile.baseImages.map(({ reference }) => reference),
    instructions: dockerfile.instructions.map(({ line, keyword, rest }) => ({ line, keyword, rest })),
    steps: dockerfile.instructions.length,
    ...record,
  };
};

const listOf = (value: string | string[] | null | undefined) => (typeof value === 'string' ? [value] : (value ?? []));

/** Removes an image that must not be used; its labels name the run, should this fail. */
export const removeImage = (engine: Engine, id: string): Promise<unknown> =>
  engineCall('remove an image', engine.docker.getImage(id).remove({ force: true }));
