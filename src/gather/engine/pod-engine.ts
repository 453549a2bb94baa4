import { AssayError, infraError } from '../../core/errors.ts';
import type { Engine } from './connect.ts';

/** The run that containers are labelled with. */
export type Run = { id: string; deadline: Date };

/** Creating and starting take well under a second; a busy disk or engine may need tens. */
const callTimeoutMs = 60_000;

const statusOf = (error: unknown): number | undefined =>
  error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : undefined;

/** What the engine said, on one line. May quote the submission. */
export const engineMessage = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').trim().slice(0, 600);

/** The engine has no such object (any more). */
export const isGone = (error: unknown): boolean => statusOf(error) === 404;

/** The object is in a state that does not allow it: not running, or being removed already. */
export const isConflict = (error: unknown): boolean => statusOf(error) === 409;

const engineFailure = (what: string, error: unknown): AssayError =>
  error instanceof AssayError
    ? error
    : infraError(
        'engine-failed',
        `the container engine could not ${what}: ${engineMessage(error)}`,
        'check that the engine runs (`grade doctor`) and grade again',
        error,
      );

/**
 * Waits for one call to the engine, at most a minute.
 * @param what completes "the engine could not ...", e.g. `start the relay`
 * @param accept errors that the caller wants as they are
 * @throws AssayError infra-error when the engine fails, has gone away or does not answer in time
 */
export const engineCall = async <T>(
  what: string,
  call: Promise<T>,
  accept: (error: unknown) => boolean = () => false,
): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${callTimeoutMs / 1000} s`)), callTimeoutMs);
  });
  try {
    return await Promise.race([call, late]);
  } catch (error) {
    throw accept(error) ? error : engineFailure(what, error);
  } finally {
    clearTimeout(timer);
  }
};

/**
 * Kills and removes a container with its anonymous volumes, and returns when it is gone. That it is gone already, or
 * being removed by somebody else, is fine.
 * @throws AssayError infra-error when the engine fails
 */
export const removeContainer = async (engine: Engine, containerId: string): Promise<void> => {
  const container = engine.docker.getContainer(containerId);
  const remove = async () => {
    try {
      await container.remove({ force: true, v: true });
    } catch (error) {
      if (!isConflict(error)) throw error;
      await container.wait({ condition: 'removed' });
    }
  };
  try {
    await engineCall('remove a container', remove(), isGone);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
};

/**
 * The promise, or the signal's reason as soon as it is aborted. The work behind the promise goes on: whoever starts it
 * cleans up after it.
 */
export const unlessAborted = async <T>(promise: Promise<T>, signal: AbortSignal): Promise<T> => {
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
};

/**
 * Waits for all of them, also when one fails, so that nothing goes on behind the caller's back.
 * @throws the first failure in their order
 */
export const allDone = async (work: readonly (Promise<unknown> | undefined)[]): Promise<void> => {
  for (const result of await Promise.allSettled(work)) if (result.status === 'rejected') throw result.reason;
};
