import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeAll, expect, onTestFinished } from 'vitest';
import { AssayError } from '../../../../src/core/errors.ts';
import { silent } from '../../../../src/core/progress.ts';
import { connectEngine, type Engine } from '../../../../src/gather/engine/connect.ts';
import { countLeft, removeRun } from '../../../../src/gather/engine/labels.ts';
import {
  type BuildLimits,
  type BuildOptions,
  buildImage,
  defaultBuildLimits,
} from '../../../../src/gather/image/build.ts';

export const slim = 'FROM debian:bookworm-slim\n';

type Changed = Partial<Omit<BuildOptions, 'limits'>> & { limits?: Partial<BuildLimits> };

/** Builds for one test file on a real engine; after each test everything of its run must be removable. */
export const createBench = (name: string) => {
  let engine: Engine;
  const run = { id: `test-${name}-${process.pid}`, deadline: new Date(Date.now() + 600_000) };

  beforeAll(async () => {
    engine = await connectEngine();
  });
  afterEach(async () => {
    await removeRun(engine, run.id);
    expect(await countLeft(engine, run.id)).toBe(0);
  }, 30_000);

  return {
    run,
    engine: () => engine,
    /** Layers that the classic builder says it made and that are still there; base images have names and do not count. */
    async layersLeft(log: string) {
      const ids = new Set(Array.from(log.matchAll(/^ ---> ([0-9a-f]{12})$/gm), ([, id = '']) => id));
      expect(ids.size).toBeGreaterThan(1);
      const found = await Promise.all(
        [...ids].map((id) =>
          engine.docker
            .getImage(id)
            .inspect()
            .catch(() => undefined),
        ),
      );
      return found.filter((image) => image?.RepoTags?.length === 0).length;
    },
    async build(files: Record<string, string>, changed: Changed = {}) {
      const directory = await mkdtemp(join(tmpdir(), 'assay-image-'));
      onTestFinished(() => rm(directory, { recursive: true, force: true }));
      for (const [path, content] of Object.entries(files)) {
        await mkdir(dirname(join(directory, path)), { recursive: true });
        await writeFile(join(directory, path), content);
      }
      const signal = changed.signal ?? new AbortController().signal;
      const limits = { ...defaultBuildLimits, ...changed.limits };
      const source = { directory, notes: [] };
      return buildImage({ engine, run, source, deadlineMs: 60_000, progress: silent, ...changed, signal, limits });
    },
  };
};

/** The expected failure of a build. */
export const failure = async (building: Promise<unknown>): Promise<AssayError> => {
  const result = await building.catch((error: unknown) => error);
  if (result instanceof AssayError) return result;
  throw new Error(`expected an AssayError, got ${result instanceof Error ? result.stack : JSON.stringify(result)}`);
};
