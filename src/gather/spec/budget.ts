import { candidateFault } from '../../core/errors.ts';
import { isObject, valueAt } from '../../core/openapi.ts';

/**
 * The document, or what it costs to work on it, is over a limit.
 * @param location its path; absent where that is not known
 */
export const tooHeavy = (location: string | undefined, cause: string) =>
  candidateFault(
    'spec-too-heavy',
    `${location === undefined ? 'the OpenAPI document' : `\`${location}\``} could not be worked on: ${cause}.`,
    'Describe the API in a plainer document: fewer levels, fewer references into one another.',
  );

type Measure = { nodes: number; height: number };

/**
 * Values and levels of parsed data in which the same object may appear many times: each is visited once, so that data
 * which expands to billions is measured in milliseconds.
 * @throws RangeError when nested deeper than the stack
 */
export const measure = (value: unknown, known = new Map<object, Measure>()): Measure => {
  if (typeof value !== 'object' || value === null) return { nodes: 1, height: 0 };
  const before = known.get(value);
  if (before !== undefined) return before;
  known.set(value, { nodes: 0, height: 0 });
  const total = { nodes: 1, height: 0 };
  for (const inner of Object.values(value)) {
    const { nodes, height } = measure(inner, known);
    total.nodes += nodes;
    total.height = Math.max(total.height, height);
  }
  total.height += 1;
  known.set(value, total);
  return total;
};

/**
 * How many values the document would have if each reference within it were replaced by its target; a circle counts
 * once. Each object is visited once.
 * @throws RangeError when references and nesting together are deeper than the stack
 */
export const expandedNodes = (document: Record<string, unknown>): number => {
  const known = new Map<object, number>();
  const count = (value: unknown): number => {
    if (typeof value !== 'object' || value === null) return 1;
    const before = known.get(value);
    if (before !== undefined) return before;
    known.set(value, 0);
    let nodes = 1;
    for (const inner of Object.values(value)) nodes += count(inner);
    if (isObject(value) && typeof value.$ref === 'string') nodes += count(valueAt(document, value.$ref));
    known.set(value, nodes);
    return nodes;
  };
  return count(document);
};
