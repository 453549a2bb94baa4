import type { Engine } from './connect.ts';
import { isAbandoned, labelNames, listOwned, removeAll } from './labels.ts';

/** What a sweep did. */
export type SweepResult = {
  /** Objects removed. */
  removed: number;
  /** Runs they belonged to. */
  runs: string[];
  /** Objects of ours that were left alone because their run goes on. */
  inUse: number;
  /** Abandoned objects that the engine refused to remove. */
  stuck: number;
};

/**
 * Removes what earlier runs left behind: only objects with our labels, and of those only where the deadline has passed
 * or the owner, a process of this host, has ended. Never touches a run that goes on, here or on another host.
 * @throws AssayError infra-error when the engine fails
 */
export const sweep = async (engine: Engine, now = new Date()): Promise<SweepResult> => {
  const owned = await listOwned(engine);
  const abandoned = owned.filter((object) => isAbandoned(object.labels, now));
  const removed = await removeAll(engine, abandoned);
  const runs = new Set(abandoned.map((object) => object.labels[labelNames.run] ?? ''));
  return { removed, runs: [...runs], inUse: owned.length - abandoned.length, stuck: abandoned.length - removed };
};
