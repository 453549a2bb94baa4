import type { AssayError } from '../../core/errors.ts';
import { baseImages } from './base-images/catalogue.ts';
import { presentImages } from './base-images/provide.ts';
import type { Engine } from './connect.ts';
import type { Diagnosis } from './diagnosis.ts';
import { holesOf, isBefore, runcHoles } from './doctor-versions.ts';
import { engineCall } from './pod-engine.ts';

/** The oldest API that the limits were tried with (Docker 20.10). */
const oldestApi = '1.41';

/** That there is an engine, and which. */
export const diagnoseEngine = (engine: Engine | AssayError): Diagnosis => {
  const shared = { id: 'engine', title: 'container engine' };
  if (engine instanceof Error) return { ...shared, state: 'failed', detail: engine.message, mend: engine.hint };
  const cgroup = `cgroup ${engine.cgroup.version} by ${engine.cgroup.driver}`;
  const detail = `${engine.version}, API ${engine.apiVersion}, ${cgroup}, ${engine.storageDriver}, ${engine.address}`;
  if (!isBefore(engine.apiVersion, oldestApi)) return { ...shared, state: 'ok', detail };
  return { ...shared, state: 'warning', detail, mend: 'update the engine: Docker 20.10 is the oldest that was tried' };
};

/** The component that makes containers: its holes are ways out of them. */
export const diagnoseRunc = async (engine: Engine): Promise<Diagnosis> => {
  const { Components: components = [] } = await engineCall('tell its version', engine.docker.version());
  const runc = components.find(({ Name }) => Name === 'runc');
  return judgeRunc(runc?.Version);
};

/** @param version as the engine tells it, e.g. `1.1.5+ds1`; undefined: another runtime */
export const judgeRunc = (version: string | undefined): Diagnosis => {
  const shared = { id: 'runc', title: 'container runtime' };
  if (version === undefined) return { ...shared, state: 'ok', detail: 'not runc' };
  const holes = holesOf(version, runcHoles).map(({ id }) => id);
  if (holes.length === 0) return { ...shared, state: 'ok', detail: `runc ${version}` };
  const detail = `runc ${version} has ${holes.join(', ')} by its number`;
  // A distribution's build (1.1.5+ds1) may have the fix without the number; an upstream one has not.
  const distribution = /[+~-]/.test(version);
  const mend = distribution
    ? "see in your distribution's changelog of runc that they are mended, or use a runtime with a kernel of its own (gVisor, Kata)"
    : 'update runc (containerd.io) before you grade strangers';
  return { ...shared, state: distribution ? 'warning' : 'failed', detail, mend };
};

/** What candidates may build upon without a registry. */
export const diagnoseBaseImages = async (engine: Engine): Promise<Diagnosis> => {
  const present = await presentImages(engine);
  const shared = { id: 'base-images', title: 'base images' };
  const missing = baseImages.filter(({ reference }) => !present.has(reference)).map(({ reference }) => reference);
  const standIns = baseImages.filter(({ reference }) => present.get(reference)?.local).length;
  const detail = `${baseImages.length - missing.length} of ${baseImages.length}, ${standIns} of them made on this machine`;
  if (missing.length === 0) return { ...shared, state: 'ok', detail };
  return {
    ...shared,
    state: 'warning',
    detail: `${detail}; missing: ${missing.join(', ')}`,
    mend: 'run `grade setup`',
  };
};
