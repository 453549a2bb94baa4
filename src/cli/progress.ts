import type { Progress } from '../core/progress.ts';
import { type Pen, plainDisplay, quietDisplay, type Stage, terminalDisplay } from './progress-display.ts';

/** Where progress goes: stderr, or a stand-in in tests. */
export type ProgressStream = {
  write(text: string): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  isTTY?: boolean;
  columns?: number;
};

export type ProgressOptions = {
  quiet?: boolean;
  /** Default: yes on a terminal, unless NO_COLOR is set. */
  color?: boolean;
  /** Default: what the locale says. */
  unicode?: boolean;
};

/** Wall time of a finished stage, by a clock that never goes back. */
type StageTiming = { stage: string; ms: number };

/** Progress that ends: the last stage is closed and the cursor is back. */
export type ProgressBar = Progress & { end(): void; timings(): StageTiming[] };

const localeIsUnicode = (): boolean =>
  /utf-?8/i.test(process.env.LC_ALL || process.env.LC_CTYPE || process.env.LANG || '');

/** Writes until nobody reads any more (EPIPE), then keeps silent instead of ending the run. */
const writerTo = (stream: ProgressStream): ((text: string) => void) => {
  let isOpen = true;
  stream.on('error', () => {
    isOpen = false;
  });
  return (text) => {
    if (isOpen) stream.write(text);
  };
};

const displayFor = (stream: ProgressStream, options: ProgressOptions) => {
  if (options.quiet) return quietDisplay;
  const { color = stream.isTTY === true && !process.env.NO_COLOR, unicode = localeIsUnicode() } = options;
  const pen: Pen = { unicode, color, columns: () => stream.columns || 80, write: writerTo(stream) };
  return stream.isTTY ? terminalDisplay(pen) : plainDisplay(pen);
};

/**
 * Progress for people: on a terminal one line a stage with a spinner or bar and the time it has taken, drawn in place;
 * without one plain prefixed lines; with `quiet` nothing. Stages are timed in any case. `end` may be called repeatedly.
 */
export const terminalProgress = (stream: ProgressStream, options: ProgressOptions = {}): ProgressBar => {
  const display = displayFor(stream, options);
  const finished: StageTiming[] = [];
  let current: Stage | undefined;

  const endStage = () => {
    if (current === undefined) return;
    const ms = performance.now() - current.startedAt;
    finished.push({ stage: current.name, ms });
    display.ended(current, ms);
    current = undefined;
  };
  return {
    stage(name, detail) {
      endStage();
      current = { name, detail, startedAt: performance.now() };
      display.running(current);
    },
    update(detail, done, total) {
      if (current === undefined) return;
      current = { ...current, detail, done, total };
      display.running(current);
    },
    note: (text) => display.note(text),
    end() {
      endStage();
      display.close();
    },
    timings: () => [...finished],
  };
};
