import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from './connect.ts';

const pollMs = 250;

/** The engine's typings leave out the field that `size` asks for. */
type Sized = { Id: string; SizeRw?: number };

/**
 * Watches how much a container has written to its root file system, where that has to be writable: the common storage
 * drivers know no quota. A fast writer exceeds the limit by what fits into a poll (measured: five times 200 MB).
 * @param maxBytes where `onExceeded` is called, once
 * @param signal ends the watch
 */
export const watchRootSize = async (
  engine: Engine,
  containerId: string,
  maxBytes: number,
  onExceeded: () => void,
  signal: AbortSignal,
): Promise<void> => {
  while (!signal.aborted) {
    try {
      await sleep(pollMs, undefined, { signal });
      const containers: Sized[] = await engine.docker.listContainers({ size: true, filters: { id: [containerId] } });
      if ((containers[0]?.SizeRw ?? 0) > maxBytes) return onExceeded();
    } catch {
      // Aborted, which ends the loop, or an engine that failed, which the wait for the exit reports.
    }
  }
};
