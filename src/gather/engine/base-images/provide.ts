import type { Progress } from '../../../core/progress.ts';
import type { Engine } from '../connect.ts';
import { engineCall, engineMessage } from '../pod-engine.ts';
import { buildBaseImage } from './build.ts';
import type { BaseImage } from './catalogue.ts';
import { pullImage } from './pull.ts';

/** What became of one base image. */
export type BaseImageResult = {
  reference: string;
  state: 'present' | 'pulled' | 'built' | 'missing';
  durationMs: number;
  /** Why it is missing; may quote a registry or a build log. */
  reason?: string;
};

/** What the engine has under a reference; `local`: made on this machine, so a stand-in and not the official image. */
export type PresentImage = { id: string; local: boolean };

/**
 * The images of the engine by reference.
 * @throws AssayError infra-error when the engine fails
 */
export const presentImages = async (engine: Engine): Promise<Map<string, PresentImage>> => {
  const images = new Map<string, PresentImage>();
  for (const { Id: id, RepoTags, RepoDigests } of await engineCall('list images', engine.docker.listImages())) {
    // A pulled image has the registry's digest. The engine sends null for empty lists.
    const local = (RepoDigests ?? []).length === 0;
    for (const reference of RepoTags ?? []) images.set(reference, { id, local });
  }
  return images;
};

/** What `provideBaseImages` works with. */
export type ProvideOptions = {
  progress: Progress;
  signal: AbortSignal;
  /** Called once, before the first stand-in is built: brings the tools. */
  prepareBuild: () => Promise<void>;
};

/**
 * Makes sure of base images: what is there stays, the rest is pulled, and what cannot be pulled is built as a stand-in.
 * The first pull that cannot reach the registry decides for all.
 * @param images each after those it needs
 * @returns a result for each image, in order; a failure to build one does not stop the rest
 * @throws AssayError infra-error when the engine fails; the signal's reason; whatever `prepareBuild` throws
 */
export const provideBaseImages = async (
  engine: Engine,
  images: readonly BaseImage[],
  options: ProvideOptions,
): Promise<BaseImageResult[]> => {
  const present = await presentImages(engine);
  const acquire = createSource(engine, options);
  const results = new Map<string, BaseImageResult>();
  for (const image of images) {
    const { reference } = image;
    const startedMs = performance.now();
    const lacking = image.needs.filter((need) => results.get(need)?.state === 'missing');
    const outcome: Outcome = present.has(reference) ? { state: 'present' } : await acquire(image, lacking);
    const durationMs = Math.round(performance.now() - startedMs);
    results.set(reference, { reference, ...outcome, durationMs });
    if (outcome.state === 'missing') options.progress.note(`${reference} is missing: ${outcome.reason}`);
  }
  await nameStandIns(engine, images);
  return [...results.values()];
};

type Outcome = Pick<BaseImageResult, 'state' | 'reason'>;

/** Brings one image that is not there, and remembers for the next whether the registry can be reached. */
const createSource = (engine: Engine, { progress, signal, prepareBuild }: ProvideOptions) => {
  let registryReachable = true;
  let prepared: Promise<void> | undefined;
  return async (image: BaseImage, lacking: readonly string[]): Promise<Outcome> => {
    const { reference } = image;
    const onStep = (step: string) => progress.update(step);
    if (registryReachable) {
      progress.stage(reference, 'pull');
      const pull = await pullImage(engine, reference, { signal, onStep });
      if (pull.state === 'pulled') return pull;
      registryReachable = pull.state === 'refused';
    }
    if (lacking.length > 0)
      return { state: 'missing', reason: `it is built upon ${lacking.join(', ')}, which is missing` };
    prepared ??= prepareBuild();
    await prepared;
    progress.stage(reference, 'build');
    try {
      await buildBaseImage(engine, image, { signal, onStep });
      return { state: 'built' };
    } catch (error) {
      signal.throwIfAborted();
      return { state: 'missing', reason: engineMessage(error) };
    }
  };
};

/** Gives stand-ins their further names, where those are still free. A pulled image is named as its registry named it. */
const nameStandIns = async (engine: Engine, images: readonly BaseImage[]) => {
  const present = await presentImages(engine);
  for (const { reference, aliases } of images) {
    const standIn = present.get(reference);
    if (!standIn?.local) continue;
    for (const alias of aliases) {
      if (present.has(alias)) continue;
      const [repo = '', tag = ''] = alias.split(':');
      await engineCall(`tag ${alias}`, engine.docker.getImage(standIn.id).tag({ repo, tag }));
    }
  }
};
