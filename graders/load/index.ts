import type { AnyCheck } from '../../src/index.ts';
import { loadErrorRate } from './load-error-rate.ts';
import { loadLatencyObjective } from './load-latency-objective.ts';
import { loadMemory } from './load-memory.ts';
import { loadSurvival } from './load-survival.ts';
import { loadSustainedRate } from './load-sustained-rate.ts';
import { loadThroughput } from './load-throughput.ts';

/** Checks of the family, in the order of the report. */
export const loadChecks: readonly AnyCheck[] = [
  loadErrorRate,
  loadLatencyObjective,
  loadSustainedRate,
  loadThroughput,
  loadSurvival,
  loadMemory,
];
