import type { Engine } from '../connect.ts';
import { engineMessage } from '../pod-engine.ts';
import type { ImageOptions } from './build.ts';
import { followEvents } from './events.ts';

/** An engine that can reach the registry sends its first event well within this. */
const firstEventTimeoutMs = 15_000;
/** Longest silence of a download. */
const silenceTimeoutMs = 60_000;

/** How a pull ended: `unreachable` is about the way to the registry, `refused` about this image (unknown, rate limit). */
export type PullResult = { state: 'pulled' } | { state: 'refused' | 'unreachable'; reason: string };

/**
 * Pulls an image from its registry.
 * @throws the signal's reason when it is aborted; every other failure is in the result
 */
export const pullImage = async (engine: Engine, reference: string, options: ImageOptions): Promise<PullResult> => {
  const silence = new AbortController();
  const expectWithin = (timeoutMs: number) =>
    setTimeout(() => silence.abort(new Error(`no answer for ${timeoutMs / 1000} s`)), timeoutMs);
  let timer = expectWithin(firstEventTimeoutMs);
  let heard = false;
  const signal = AbortSignal.any([options.signal, silence.signal]);
  try {
    const stream = await engine.docker.pull(reference, { abortSignal: signal });
    await followEvents(engine, stream, signal, (event) => {
      heard = true;
      clearTimeout(timer);
      timer = expectWithin(silenceTimeoutMs);
      if (event.status !== undefined) options.onStep(`${event.status} ${event.id ?? ''}`.trim());
    });
    return { state: 'pulled' };
  } catch (error) {
    options.signal.throwIfAborted();
    const reason = engineMessage(silence.signal.aborted ? silence.signal.reason : error);
    return { state: heard || isUnknownImage(error) ? 'refused' : 'unreachable', reason };
  } finally {
    clearTimeout(timer);
  }
};

/** The registry answered, and has no such image (for us). */
const isUnknownImage = (error: unknown) => error instanceof Error && 'statusCode' in error && error.statusCode === 404;
