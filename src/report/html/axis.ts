import { decimal } from '../format.ts';
import { html, type Markup, raw } from './tag.ts';

/** The drawing area of a plot, in units of its view box. */
export type Area = { left: number; top: number; width: number; height: number };

/** A value axis: where a value lies, and which values are named. */
export type Scale = { at: (value: number) => number; ticks: number[] };

/** The smallest of 1, 2, 2.5, 5 times a power of ten that is not below `value`; 1 for nothing. */
export const roundUp = (value: number): number => {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 2.5, 5, 10].find((factor) => factor * power >= value * (1 - 1e-9)) ?? 10;
  return step * power;
};

/** From 0 at the bottom to a round number at the top. */
export const linearScale = (max: number, area: Area, steps: number): Scale => {
  const top = roundUp(max);
  return {
    at: (value) => area.top + area.height * (1 - value / top),
    ticks: Array.from({ length: steps + 1 }, (_, index) => (top * index) / steps),
  };
};

/** Powers of ten that hold `min` and `max`; values at or below zero lie on the bottom. */
export const logScale = (min: number, max: number, area: Area): Scale => {
  const low = Math.floor(Math.log10(Math.max(min, 0.01)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(max, 0.01))));
  const at = (value: number) => {
    const share = (Math.log10(Math.max(value, 10 ** low)) - low) / (high - low);
    return area.top + area.height * (1 - Math.min(1, share));
  };
  return { at, ticks: Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index)) };
};

/** Horizontal grid lines with their values, and what is measured with its unit. */
export const valueAxis = (scale: Scale, area: Area, title: string): Markup => html`${scale.ticks.map((tick) => {
  const y = scale.at(tick).toFixed(1);
  return html`<line class="grid" x1="${area.left}" x2="${area.left + area.width}" y1="${y}" y2="${y}"/>
<text class="tick" x="${area.left - 6}" y="${y}" dy="0.32em" text-anchor="end">${decimal(tick, 2)}</text>`;
})}
<text class="axis" x="${area.left}" y="${area.top - 9}" text-anchor="start">${title}</text>`;

/** A named position on the horizontal axis. */
export type Position = { x: number; label: string };

/** Names below the drawing area, and what they mean with the unit. */
export const positionAxis = (positions: readonly Position[], area: Area, title: string): Markup => {
  const bottom = area.top + area.height;
  return html`${positions.map(({ x, label }) => html`<text class="tick" x="${x.toFixed(1)}" y="${bottom + 15}" text-anchor="middle">${label}</text>`)}
<text class="axis" x="${area.left + area.width}" y="${bottom + 30}" text-anchor="end">${title}</text>`;
};

/** A line through points given as [x, y]. */
export const linePath = (points: readonly (readonly [number, number])[]): Markup =>
  raw(points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join(''));
