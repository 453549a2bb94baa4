import type { Engine } from './connect.ts';
import { currentOwner, formatOwner, hasEnded, parseOwner } from './labels-owner.ts';
import { engineCall, removeContainer } from './pod-engine.ts';

/** Names of the labels on everything a run creates. Base images never carry them: labels are inherited. */
export const labelNames = { run: 'assay.run', owner: 'assay.owner', deadline: 'assay.deadline' } as const;

/**
 * The labels that every container, network, volume and image of a run must carry.
 * @param run `deadline`: when everything of the run may be removed by anybody, even if this process still lives
 */
export const runLabels = (run: { id: string; deadline: Date }): Record<string, string> => ({
  [labelNames.run]: run.id,
  [labelNames.owner]: formatOwner(currentOwner()),
  [labelNames.deadline]: run.deadline.toISOString(),
});

/**
 * Whether labels say that nobody needs the object any more: they are ours and whole, and the deadline has passed or the
 * owner, a process of this host, has ended. Anything else is somebody else's or still in use.
 */
export const isAbandoned = (labels: Readonly<Record<string, string>>, now: Date): boolean => {
  const owner = parseOwner(labels[labelNames.owner] ?? '');
  const deadlineMs = Date.parse(labels[labelNames.deadline] ?? '');
  if (!labels[labelNames.run] || owner === undefined || Number.isNaN(deadlineMs)) return false;
  return deadlineMs <= now.getTime() || hasEnded(owner);
};

/** What a run may leave, in the order in which it can be removed: containers hold networks, volumes and images. */
const kinds = ['container', 'network', 'volume', 'image'] as const;

/** Something in the engine that carries our labels. */
export type Owned = {
  kind: (typeof kinds)[number];
  id: string;
  labels: Readonly<Record<string, string>>;
};

/**
 * What carries the run label.
 * @param runId only of this run; default: of every run
 * @throws AssayError infra-error when the engine fails
 */
export const listOwned = async (engine: Engine, runId?: string): Promise<Owned[]> => {
  const { docker } = engine;
  const filters = { label: [runId === undefined ? labelNames.run : `${labelNames.run}=${runId}`] };
  const [containers, networks, { Volumes: volumes }, images] = await Promise.all([
    engineCall('list containers', docker.listContainers({ all: true, filters })),
    engineCall('list networks', docker.listNetworks({ filters })),
    engineCall('list volumes', docker.listVolumes({ filters })),
    engineCall('list images', docker.listImages({ filters })),
  ]);
  return [
    ...containers.map(({ Id, Labels }) => ({ kind: 'container' as const, id: Id, labels: Labels })),
    ...networks.map(({ Id, Labels }) => ({ kind: 'network' as const, id: Id, labels: Labels ?? {} })),
    // The engine sends null for an empty list.
    ...(volumes ?? []).map(({ Name, Labels }) => ({ kind: 'volume' as const, id: Name, labels: Labels ?? {} })),
    ...images.map(({ Id, Labels }) => ({ kind: 'image' as const, id: Id, labels: Labels ?? {} })),
  ];
};

const remove = (engine: Engine, { kind, id }: Owned): Promise<unknown> => {
  const { docker } = engine;
  if (kind === 'container') return removeContainer(engine, id);
  if (kind === 'network') return docker.getNetwork(id).remove();
  if (kind === 'volume') return docker.getVolume(id).remove({ force: true });
  return docker.getImage(id).remove({ force: true });
};

/**
 * Removes objects kind by kind. One that cannot be removed does not keep the rest: it is still listed, so `countLeft`
 * and the next sweep see it.
 * @returns how many were removed
 */
export const removeAll = async (engine: Engine, owned: readonly Owned[]): Promise<number> => {
  let removed = 0;
  for (const kind of kinds) {
    const objects = owned.filter((object) => object.kind === kind);
    const attempts = objects.map((object) => engineCall(`remove ${kind} ${object.id}`, remove(engine, object)));
    const results = await Promise.allSettled(attempts);
    removed += results.filter(({ status }) => status === 'fulfilled').length;
  }
  return removed;
};

/**
 * Removes every container (running or not, with its anonymous volumes), network, volume and image of a run. May be
 * called again and at any moment of the run. Images are removed by id, and only those that carry the run's label.
 * @returns how many objects were removed
 * @throws AssayError infra-error when the engine fails
 */
export const removeRun = async (engine: Engine, runId: string): Promise<number> =>
  removeAll(engine, await listOwned(engine, runId));

/**
 * How many objects of a run there still are; 0 after a run that cleaned up.
 * @throws AssayError infra-error when the engine fails
 */
export const countLeft = async (engine: Engine, runId: string): Promise<number> =>
  (await listOwned(engine, runId)).length;
