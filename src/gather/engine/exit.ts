import { setTimeout as sleep } from 'node:timers/promises';
import { infraError } from '../../core/errors.ts';
import { parseJson } from '../../core/json.ts';
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

const maxFailures = 4;
const retryMs = 1_000;

/** The field of an event that is read; its attributes may be set by labels of the image, so they are not. */
type EngineEvent = { Action?: string };

/**
 * Follows the engine's events of a container. The engine's call that waits for the end would not do: its client does not
 * notice when the connection breaks.
 * @returns once the stream is open; `changed` resolves with the next end of the container, or of the stream
 * @throws AssayError infra-error when the engine fails
 */
const followEvents = async (engine: Engine, containerId: string, onOom: () => void, abortSignal: AbortSignal) => {
  const filters = { container: [containerId], event: ['die', 'oom'] };
  const stream = await engineCall('tell its events', engine.docker.getEvents({ filters, abortSignal }));
  const { promise: changed, resolve } = Promise.withResolvers<void>();
  let text = '';
  stream.on('data', (chunk: Buffer) => {
    const lines = `${text}${chunk}`.split('\n');
    text = lines.pop() ?? '';
    for (const line of lines) {
      const event = parseJson(line) as EngineEvent | undefined;
      if (event?.Action === 'oom') onOom();
      if (event?.Action === 'die') resolve();
    }
  });
  stream.on('error', () => resolve()).on('close', () => resolve());
  return { changed };
};

/** The end of a container as the engine knows it; undefined while it runs or before it is started. */
const inspectEnd = async (engine: Engine, containerId: string): Promise<ExitFact | undefined> => {
  const container = engine.docker.getContainer(containerId);
  const { State } = await engineCall('look at the candidate', container.inspect());
  if (State.Status !== 'exited' && State.Status !== 'dead') return undefined;
  return { exitCode: State.ExitCode, oomKilled: State.OOMKilled };
};

const engineLost = (error: unknown) =>
  infraError(
    'engine-lost',
    `the container engine went away while the candidate ran: ${engineMessage(error)}`,
    'see that the engine runs (`grade doctor`) and grade again',
    error,
  );

/**
 * Starts to watch a container for its end; to be called before it is started, so that nothing is missed. A connection
 * that breaks is no end: it is opened again, and the engine asked, before the engine is given up.
 * @param signal ends the watch; the container goes on
 * @throws AssayError infra-error `engine-lost`
 */
export const watchExit = async (engine: Engine, containerId: string, signal: AbortSignal): Promise<ExitWatch> => {
  let oomEvents = 0;
  let fact: ExitFact | undefined;
  const opened = Promise.withResolvers<void>();
  const onOom = () => {
    oomEvents += 1;
  };

  const nextEnd = async (): Promise<ExitFact | undefined> => {
    const { changed } = await followEvents(engine, containerId, onOom, signal);
    opened.resolve();
    const before = await inspectEnd(engine, containerId);
    if (before !== undefined) return before;
    await changed;
    signal.throwIfAborted();
    return inspectEnd(engine, containerId);
  };

  const watch = async (): Promise<ExitFact> => {
    for (let failures = 0; ; await sleep(retryMs, undefined, { signal })) {
      try {
        const end = await nextEnd();
        failures = 0;
        if (end === undefined) continue;
        fact = { ...end, oomKilled: end.oomKilled || oomEvents > 0 };
        return fact;
      } catch (error) {
        signal.throwIfAborted();
        failures += 1;
        if (failures === maxFailures) throw engineLost(error);
      }
    }
  };

  const ended = watch();
  ended.catch(opened.reject);
  await opened.promise;
  return { ended, current: () => fact, oomKilled: () => fact?.oomKilled ?? oomEvents > 0 };
};
