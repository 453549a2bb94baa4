import type { SourceFact, SpecFact } from '../../core/artifact.ts';
import type { Exchange } from '../../core/exchange.ts';
import { analyseIsolated } from './isolate.ts';
import { limits } from './limits.ts';
import { fetchSpec, missingSpec } from './served.ts';

export type SpecRequest = {
  /** Where to look first; only `directory` is used. */
  source?: Pick<SourceFact, 'directory'>;
  /** Asks the running API; absent when nothing runs. */
  fetchPath?: (path: string) => Promise<Exchange>;
  /** The challenge's OpenAPI document, parsed. */
  contract: Record<string, unknown>;
  signal: AbortSignal;
  /** Wall time for the work on one document; default 15 s. */
  deadlineMs?: number;
};

/**
 * The submitted OpenAPI document, from the repository or else as the running API serves it: parsed, made
 * self-contained, validated and compared with the contract, all in a process of its own.
 * @throws AssayError candidate-fault `spec-missing`, `spec-invalid-syntax`, `spec-version-2`, `spec-version-unknown` or
 *   `spec-too-heavy`; the reason of `signal` when aborted
 */
export const gatherSpec = async (request: SpecRequest): Promise<SpecFact> => {
  const { source, fetchPath, contract, signal, deadlineMs = limits.deadlineMs } = request;
  if (source !== undefined) {
    const task = { origin: 'repository', directory: source.directory, contract } as const;
    const found = await analyseIsolated(task, signal, deadlineMs);
    if (found !== undefined) return found;
  }
  const served = fetchPath && (await fetchSpec(fetchPath, signal));
  const spec = served && (await analyseIsolated({ origin: 'served', ...served, contract }, signal, deadlineMs));
  if (spec === undefined) throw missingSpec();
  return spec;
};
