import type { Progress } from '../core/progress.ts';
import { onInterrupt } from './interrupt.ts';
import { terminalProgress } from './progress.ts';

export type Tools = {
  progress: Progress;
  signal: AbortSignal;
  /** Clears the progress line, so that the result can be printed. */
  endProgress(): void;
};

/** Does a command's long work with progress on stderr; an interrupt ends it in order, with the exit code it asks for. */
export const interruptible = async (
  given: { quiet?: boolean },
  work: (tools: Tools) => Promise<void>,
): Promise<void> => {
  const progress = terminalProgress(process.stderr, { quiet: given.quiet });
  const interrupt = onInterrupt((text) => progress.note(text));
  try {
    await work({ progress, signal: interrupt.signal, endProgress: () => progress.end() });
  } catch (thrown) {
    const code = interrupt.exitCode();
    if (code === undefined) throw thrown;
    process.exitCode = code;
  } finally {
    progress.end();
    interrupt.dispose();
  }
};
