import { setTimeout as sleep } from 'node:timers/promises';
import { infraError } from '../../core/errors.ts';
import type { Engine } from './connect.ts';
import { engineCall, engineMessage } from './pod-engine.ts';

/** How a container ended. */
export type ExitFact = {
  exitCode: number;
  /** The kernel killed its program, or a child of it, for memory. */
  oomKilled: boolean;
};

export type ExitWatch = {
  /** Rejects with an infra-error when the engine goes away, and when the watch is ended. Never unhandled. */
  ended: Promise<ExitFact>;
  /** The end, if it is known by now. */
  current(): ExitFact | undefined;
  /** Whether the kernel has killed anything in it for memory so far. */
  oomKilled(): boolean;
};

const newline = 0x0a;
const maxAttempts = 4;
const retryMs = 1_000;

/** Waits for the end; a connection that breaks is no end, so it is tried again before the engine is given up. */
const awaitEnd = async (engine: Engine, containerId: string, signal: AbortSignal): Promise<number> => {
  for (let attempt = 1; ; attempt++) {
    try {
      const { StatusCode } = await engine.docker.getContainer(containerId).wait({ abortSignal: signal });
      return StatusCode;
    } catch (error) {
      signal.throwIfAborted();
      if (attempt === maxAttempts)
        throw infraError(
          'engine-lost',
          `the container engine went away while the candidate ran: ${engineMessage(error)}`,
          'see that the engine runs (`grade doctor`) and grade again',
          error,
        );
      await sleep(retryMs, undefined, { signal });
    }
  }
};

/** Whether a container that ended had been killed for memory; unknown (false) when it is gone already. */
const inspectOomKilled = async (engine: Engine, containerId: string): Promise<boolean> => {
  try {
    return (await engine.docker.getContainer(containerId).inspect()).State.OOMKilled;
  } catch {
    return false;
  }
};

/**
 * Counts the engine's `oom` events of a container, one line each: the only sign of a child that was killed while the
 * program lives on. To be called before the container starts.
 * @throws AssayError infra-error when the engine fails
 */
export const countOomEvents = async (engine: Engine, containerId: string, signal: AbortSignal) => {
  const filters = { container: [containerId], event: ['oom'] };
  const call = engine.docker.getEvents({ filters, abortSignal: signal });
  const stream = await engineCall('watch the candidate for events', call);
  let count = 0;
  stream.on('data', (chunk: Buffer) => {
    for (const byte of chunk) if (byte === newline) count += 1;
  });
  // Aborted by us, or the engine went away, which the wait for the exit reports.
  stream.on('error', () => {});
  return () => count;
};

/**
 * Watches a started container for its end.
 * @param oomEvents comes from `countOomEvents`
 * @param signal ends the watch; the container goes on
 */
export const watchExit = (
  engine: Engine,
  containerId: string,
  oomEvents: () => number,
  signal: AbortSignal,
): ExitWatch => {
  let fact: ExitFact | undefined;
  const end = async (): Promise<ExitFact> => {
    const exitCode = await awaitEnd(engine, containerId, signal);
    const oomKilled = (await inspectOomKilled(engine, containerId)) || oomEvents() > 0;
    fact = { exitCode, oomKilled };
    return fact;
  };
  const ended = end();
  ended.catch(() => {});
  return {
    ended,
    current: () => fact,
    oomKilled: () => fact?.oomKilled ?? oomEvents() > 0,
  };
};
