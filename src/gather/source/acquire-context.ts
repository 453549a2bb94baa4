import type { Progress } from '../../core/progress.ts';
import type { SourceLimits } from './limits.ts';
import type { TreeWriter } from './tree-writer.ts';

/** What every way of acquiring works with. */
export type AcquireContext = {
  workDirectory: string;
  limits: SourceLimits;
  writer: TreeWriter;
  signal: AbortSignal;
  progress: Progress;
};
