import { AssayError } from '../../core/errors.ts';
import { presentImages } from './base-images/provide.ts';
import type { Engine } from './connect.ts';
import type { Diagnosis } from './diagnosis.ts';
import { diagnoseBaseImages, diagnoseEngine, diagnoseRunc } from './doctor-engine.ts';
import { diagnoseDisk, diagnoseGit, diagnoseNode } from './doctor-host.ts';
import { diagnoseIsolation } from './doctor-isolation.ts';

/** An image with Node, the one the relay runs in: where it is missing nothing can run. */
const probeImage = 'node:24-bookworm-slim';

/**
 * Looks at this host and its engine, and proves on it that the limits of a candidate's container hold.
 * @param engine the engine, or why there is none
 * @param options `runtime`: the OCI runtime to prove them for; default: the engine's
 * @returns what was looked at, in a fixed order. Never throws for what the engine does: that is a diagnosis.
 */
export const diagnose = async (
  engine: Engine | AssayError,
  options: { runtime?: string } = {},
): Promise<Diagnosis[]> => {
  const reachable = engine instanceof AssayError ? undefined : engine;
  const host = [diagnoseNode(), await diagnoseGit(), ...(await diagnoseDisk(reachable)), diagnoseEngine(engine)];
  if (reachable === undefined) return host;
  try {
    const images = [await diagnoseRunc(reachable), await diagnoseBaseImages(reachable)];
    return [...host, ...images, ...(await proveIsolation(reachable, options.runtime))];
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    return [...host, { id: 'isolation', title: 'isolation', state: 'failed', detail: error.message, mend: error.hint }];
  }
};

const proveIsolation = async (engine: Engine, runtime: string | undefined): Promise<Diagnosis[]> => {
  if ((await presentImages(engine)).has(probeImage)) return diagnoseIsolation(engine, probeImage, runtime);
  const detail = `cannot be proven without the image ${probeImage}`;
  return [{ id: 'isolation', title: 'isolation', state: 'failed', detail, mend: 'run `grade setup --only node`' }];
};

/** Whether a submission may be graded here. */
export const isSafe = (diagnoses: readonly Diagnosis[]): boolean => diagnoses.every(({ state }) => state !== 'failed');
