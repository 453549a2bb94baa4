import type { Engine } from '../connect.ts';
import { unlessAborted } from '../pod-engine.ts';

/** One line of the engine's answer to a build or a pull. */
export type EngineEvent = { stream?: string; status?: string; id?: string; error?: string };

/**
 * Reads the engine's event stream to its end.
 * @throws Error with the engine's text when an event reports an error (the stream itself then ends as if all were well),
 * or the signal's reason
 */
export const followEvents = async (
  engine: Engine,
  stream: NodeJS.ReadableStream,
  signal: AbortSignal,
  onEvent: (event: EngineEvent) => void,
): Promise<void> => {
  const ended = new Promise<void>((resolve, reject) => {
    const finish = (error: Error | null) => (error === null ? resolve() : reject(error));
    engine.docker.modem.followProgress(stream, finish, (event: EngineEvent) => {
      onEvent(event);
      if (event.error !== undefined) reject(new Error(event.error));
    });
  });
  await unlessAborted(ended, signal);
};
