import { build, type Histogram } from 'hdr-histogram-js';
import type { LatencySummary } from '../core/artifact.ts';

/** Ten minutes: no deadline of a request comes near. */
const highestMicroseconds = 600_000_000;

/** An HDR histogram of microseconds; `digits` significant decimal digits (3: within 0.1 %, 82 kB; 2: 1 %, 12 kB). */
export const microsecondHistogram = (digits: 2 | 3): Histogram =>
  build({
    useWebAssembly: false,
    bitBucketSize: 32,
    autoResize: false,
    lowestDiscernibleValue: 1,
    highestTrackableValue: highestMicroseconds,
    numberOfSignificantValueDigits: digits,
  });

/** Records milliseconds, at microsecond resolution; values outside 1 us .. 10 min are taken as the bound. */
export const recordMs = (histogram: Histogram, ms: number): void =>
  histogram.recordValue(Math.min(highestMicroseconds, Math.max(1, Math.round(ms * 1000))));

/** A percentile in milliseconds; 0 when nothing was recorded. */
export const percentileMs = (histogram: Histogram, percentile: number): number =>
  histogram.totalCount === 0 ? 0 : histogram.getValueAtPercentile(percentile) / 1000;

/** All figures of a histogram in milliseconds; zeros when nothing was recorded. */
export const summarise = (histogram: Histogram): LatencySummary => {
  const empty = histogram.totalCount === 0;
  return {
    p50: percentileMs(histogram, 50),
    p90: percentileMs(histogram, 90),
    p95: percentileMs(histogram, 95),
    p99: percentileMs(histogram, 99),
    max: empty ? 0 : histogram.maxValue / 1000,
    mean: empty ? 0 : Math.round(histogram.mean) / 1000,
    count: histogram.totalCount,
  };
};
