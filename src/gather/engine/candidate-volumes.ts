import { randomUUID } from 'node:crypto';
import { posix } from 'node:path';
import type { MountSettings } from 'dockerode';
import type { ImageFact } from '../../core/artifact.ts';
import type { Engine } from './connect.ts';
import { engineCall, isGone } from './pod-engine.ts';

const covers = (volume: string, path: string): boolean => {
  const relative = posix.relative(volume, path);
  return relative !== '..' && !relative.startsWith('../');
};

/** Paths that the program may be at: the working directory, and every word of the command that may be a path. */
const programPaths = ({ entrypoint, command, workingDirectory }: ImageFact): string[] => {
  const directory = posix.resolve('/', workingDirectory);
  const words = [...entrypoint, ...command].filter((word) => !word.startsWith('-'));
  return [directory, ...words.map((word) => posix.resolve(directory, word))];
};

/**
 * Sorts the image's `VOLUME`s: those over the program itself, such as `VOLUME /app`, must keep what the image holds
 * there; the others are places for data.
 */
export const sortVolumes = (image: ImageFact): { program: string[]; data: string[] } => {
  const paths = programPaths(image);
  const program: string[] = [];
  const data: string[] = [];
  for (const volume of image.volumes) (paths.some((path) => covers(volume, path)) ? program : data).push(volume);
  return { program, data };
};

/**
 * Named volumes over the program: the engine fills them with what the image holds there. Read-only, as the root is, since
 * they have no size limit. They go by `removeMounts`, not with the container.
 */
export const programMounts = (volumes: readonly string[], labels: Record<string, string>): MountSettings[] =>
  volumes.map((path) => ({
    Type: 'volume',
    Source: `assay-${randomUUID()}`,
    Target: path,
    ReadOnly: true,
    VolumeOptions: { NoCopy: false, Labels: labels, DriverConfig: { Name: 'local', Options: {} } },
  }));

/** @throws AssayError infra-error when the engine fails */
export const removeMounts = async (engine: Engine, mounts: readonly MountSettings[]): Promise<void> => {
  for (const { Source: name } of mounts) {
    const removal = engine.docker.getVolume(name).remove();
    await engineCall(
      'remove a volume',
      removal.catch((error: unknown) => {
        if (!isGone(error)) throw error;
      }),
    );
  }
};
