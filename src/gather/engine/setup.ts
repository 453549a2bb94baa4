import { AssayError } from '../../core/errors.ts';
import type { Progress } from '../../core/progress.ts';
import { type BaseImageFamily, selectBaseImages } from './base-images/catalogue.ts';
import { type BaseImageResult, provideBaseImages } from './base-images/provide.ts';
import { connectEngine, type Engine } from './connect.ts';
import { chosenAddress } from './connect-address.ts';
import { aptInstall, hasCommand, hostSystem, installEngine, noEngine } from './install.ts';

export type SetupOptions = {
  /** May install packages of the distribution and start the engine. */
  install: boolean;
  /** Families of base images; empty means all. */
  families: readonly BaseImageFamily[];
  progress: Progress;
  signal: AbortSignal;
};

export type SetupResult = {
  engine: Engine;
  /** The engine was not there before. */
  started: boolean;
  images: BaseImageResult[];
};

/**
 * Makes this host ready to grade: an engine that answers, and the base images that candidates build upon. Does nothing
 * where nothing is missing, so it may run before every job.
 * @throws AssayError `engine-unreachable` with the commands to run by hand, `install-failed`, `engine-did-not-start`
 */
export const setupEngine = async ({ install, families, progress, signal }: SetupOptions): Promise<SetupResult> => {
  const { engine, started } = await findEngine(install, progress, signal);
  const prepareBuild = async () => {
    const system = await hostSystem();
    if (!install || !system.debianLike || !system.root || (await hasCommand('mmdebstrap'))) return;
    await aptInstall(['mmdebstrap', 'debian-archive-keyring'], progress, signal);
  };
  const images = await provideBaseImages(engine, selectBaseImages(families), { progress, signal, prepareBuild });
  return { engine, started, images };
};

const findEngine = async (install: boolean, progress: Progress, signal: AbortSignal) => {
  try {
    return { engine: await connectEngine(), started: false };
  } catch (error) {
    // An address that somebody chose, and that does not answer, is theirs to mend.
    if (!(error instanceof AssayError) || chosenAddress(process.env) !== undefined) throw error;
    if (!install) throw noEngine(await hostSystem());
    return { engine: await installEngine(progress, signal), started: true };
  }
};
