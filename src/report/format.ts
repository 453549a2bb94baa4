import { visibleLine } from './text.ts';

/** A number with at most `decimals` places and no trailing zeros: 82, 81.5, 12,500. */
export const decimal = (value: number, decimals = 1): string =>
  value.toLocaleString('en-GB', { maximumFractionDigits: decimals }).replace(/^-0$/, '0');

/** Room for the noise of binary fractions when points are cut to tenths. */
const noise = 1e-6;

/** Points cut down to tenths: a score shown is never higher than the score. */
export const pointsDown = (points: number): number => Math.floor(points * 10 + noise) / 10;

/** Points cut up to tenths: the upper end of an interval. */
export const pointsUp = (points: number): number => Math.ceil(points * 10 - noise) / 10;

/** Milliseconds for people: `340 µs`, `12 ms`, `1.25 s`, `2 min 5 s`. */
export const duration = (ms: number): string => {
  if (ms > 0 && ms < 1) return `${decimal(ms * 1000, 0)} µs`;
  if (ms < 10) return `${decimal(ms, 1)} ms`;
  if (ms < 1000) return `${decimal(ms, 0)} ms`;
  if (ms < 60_000) return `${decimal(ms / 1000, ms < 10_000 ? 2 : 1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
};

/** Bytes for people, in binary units: `512 MiB`. */
export const bytes = (count: number): string => {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let value = count;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${decimal(value, value < 10 ? 1 : 0)} ${units[unit]}`;
};

/** `1 check`, `3 checks`. */
export const counted = (count: number, noun: string, plural = `${noun}s`): string =>
  `${decimal(count, 0)} ${count === 1 ? noun : plural}`;

/** `a`, `a and b`, `a, b and c`. */
export const listed = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;

/** `23 Nov 2026` (UTC) of an ISO time; a text that is no time is shown as it is. */
export const date = (iso: string): string => {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return visibleLine(iso);
  return time.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
};

/** `23 Nov 2026, 14:05:09 UTC` of an ISO time. */
export const dateTime = (iso: string): string => {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return visibleLine(iso);
  return `${date(iso)}, ${time.toISOString().slice(11, 19)} UTC`;
};

/**
 * Rounds figures to `decimals` places so that they add up to `total` as printed (largest remainder): a reader who adds
 * the list gets the sum beside it.
 */
export const apportion = (values: readonly number[], total: number, decimals: number): number[] => {
  const unit = 10 ** decimals;
  const floors = values.map((value) => Math.floor(value * unit + noise));
  const byRemainder = values
    .map((value, index) => ({ index, remainder: value * unit - (floors[index] ?? 0) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  let missing = Math.round(total * unit) - floors.reduce((sum, value) => sum + value, 0);
  for (let turn = 0; missing > 0 && byRemainder.length > 0; turn += 1) {
    const index = byRemainder[turn % byRemainder.length]?.index ?? 0;
    floors[index] = (floors[index] ?? 0) + 1;
    missing -= 1;
  }
  return floors.map((value) => value / unit);
};
