import { statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { execa } from 'execa';
import type { Engine } from './connect.ts';
import type { Diagnosis } from './diagnosis.ts';
import { gitHoles, holesOf, isBefore } from './doctor-versions.ts';

/** As `engines` of package.json. */
const oldestNode = '22.22.0';
const gitTimeoutMs = 10_000;
const gibibyte = 2 ** 30;
/** Below this a build of a usual size fails half-way. */
const leastFreeBytes = 2 * gibibyte;
const enoughFreeBytes = 10 * gibibyte;

/** The Node that runs us. */
export const diagnoseNode = (version = process.versions.node): Diagnosis => {
  const shared = { id: 'node', title: 'Node.js', detail: version };
  if (!isBefore(version, oldestNode)) return { ...shared, state: 'ok' };
  return { ...shared, state: 'failed', mend: `install Node.js ${oldestNode} or newer` };
};

/** The git that fetches submissions. */
export const diagnoseGit = async (): Promise<Diagnosis> => {
  const { stdout, failed } = await execa('git', ['--version'], {
    reject: false,
    timeout: gitTimeoutMs,
    stdin: 'ignore',
  });
  return judgeGit(failed ? undefined : stdout);
};

/** @param output of `git --version`; undefined when it could not be run */
export const judgeGit = (output: string | undefined): Diagnosis => {
  const shared = { id: 'git', title: 'git' };
  const version = /\d+\.\d+(\.\d+)?/.exec(output ?? '')?.[0];
  if (version === undefined) {
    return { ...shared, state: 'failed', detail: 'could not be run', mend: 'install git' };
  }
  const holes = holesOf(version, gitHoles).map(({ id }) => id);
  if (holes.length === 0) return { ...shared, state: 'ok', detail: version };
  const detail = `${version} has ${holes.join(', ')} by its number (submodules are never fetched, so it is not used here)`;
  return {
    ...shared,
    state: 'warning',
    detail,
    mend: 'update git, unless your distribution has mended it without a new number',
  };
};

/** Room for clones, and for images where the engine's directory is on this host. */
export const diagnoseDisk = async (engine: Engine | undefined): Promise<Diagnosis[]> => {
  const places = [{ id: 'disk-temporary', title: 'free disk for submissions', path: tmpdir() }];
  if (engine?.address.startsWith('unix:')) {
    places.push({ id: 'disk-engine', title: 'free disk for images', path: engine.rootDirectory });
  }
  const diagnoses: Diagnosis[] = [];
  for (const { path, ...place } of places) {
    try {
      const { bavail, bsize } = await statfs(path);
      diagnoses.push({ ...place, ...judgeDisk(path, bavail * bsize) });
    } catch {
      // The directory of Docker Desktop's or somebody else's engine is not ours to see.
    }
  }
  return diagnoses;
};

/** @param freeBytes available to us in `path` */
export const judgeDisk = (path: string, freeBytes: number): Pick<Diagnosis, 'state' | 'detail' | 'mend'> => {
  const detail = `${(freeBytes / gibibyte).toFixed(1)} GiB in ${path}`;
  if (freeBytes >= enoughFreeBytes) return { state: 'ok', detail };
  const mend = `make room: ${enoughFreeBytes / gibibyte} GiB are comfortable, ${leastFreeBytes / gibibyte} GiB the least`;
  return { state: freeBytes < leastFreeBytes ? 'failed' : 'warning', detail, mend };
};
