import type { Gathered } from '../core/artifact.ts';
import { AssayError } from '../core/errors.ts';

/** Reads why a gatherer failed: the submission's own fault, or the host's for everything else. */
const missing = <T>(thrown: unknown): Gathered<T> => {
  if (!(thrown instanceof AssayError)) {
    const message = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
    return {
      ok: false,
      fault: 'host',
      error: { code: 'unexpected', message, remedy: 'report this as a fault of Assay' },
    };
  }
  const fault = thrown.fault === 'candidate-fault' || thrown.fault === 'refused' ? 'submission' : 'host';
  const { code, message, hint, log } = thrown;
  return { ok: false, fault, refused: thrown.fault === 'refused', error: { code, message, remedy: hint, log } };
};

const isInterrupted = (thrown: unknown): boolean => thrown instanceof Error && thrown.name === 'AbortError';

/**
 * Turns a gatherer's result or failure into a fact.
 * @throws what interrupted the run, and wrong usage: those are nobody's fact
 */
export const gathered = async <T>(signal: AbortSignal, gather: () => Promise<T>): Promise<Gathered<T>> => {
  try {
    return { ok: true, value: await gather() };
  } catch (thrown) {
    signal.throwIfAborted();
    if (isInterrupted(thrown) || (thrown instanceof AssayError && thrown.fault === 'usage')) throw thrown;
    return missing(thrown);
  }
};

/** A fact that builds on another one: missing for the same reason when that one is. */
export const gatheredFrom = async <B, T>(
  base: Gathered<B>,
  signal: AbortSignal,
  gather: (value: B) => Promise<T>,
): Promise<Gathered<T>> => (base.ok ? gathered(signal, () => gather(base.value)) : base);
