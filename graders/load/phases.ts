import {
  type Challenge,
  CheckBlocked,
  inconclusive,
  type LoadFact,
  type LoadPhase,
  type LoadPlan,
  type Verdict,
} from '../../src/index.ts';

/** The rule by which the question of a load check does not arise. */
export const withoutLoadPlan = (challenge: Challenge): string | undefined =>
  challenge.load === undefined ? 'the challenge has no load part' : undefined;

/** The challenge's load plan; checks of this family are not run without one. */
export const planOf = (challenge: Challenge): LoadPlan => {
  if (challenge.load === undefined) throw new RangeError(`challenge ${challenge.id} has no load plan`);
  return challenge.load;
};

/** The verdict on figures that must not be judged; undefined when they may be. */
export const unjudgeable = ({ invalid }: LoadFact): Verdict | undefined =>
  invalid.length === 0 ? undefined : inconclusive(invalid.join('; '));

/**
 * A phase by name (`fixed`, `peak`).
 * @throws CheckBlocked when it was not run because the API had stopped answering before
 */
export const phaseOf = ({ phases }: LoadFact, name: 'fixed' | 'peak'): LoadPhase => {
  const phase = phases.find((candidate) => candidate.name === name);
  if (!phase) throw new CheckBlocked(`the API had stopped answering before the ${name} phase of the load`);
  return phase;
};

/** `3.08 %`, with two significant digits or more. */
export const percent = (share: number): string => `${Number((share * 100).toPrecision(share < 0.1 ? 2 : 3))} %`;

/** `1 request`, `3 requests`. */
export const requests = (count: number): string => `${count} ${count === 1 ? 'request' : 'requests'}`;

/** `12 unexpected-status, 3 timeout`, most frequent first. */
export const tally = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .sort(([, one], [, other]) => other - one)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');

/**
 * A score that falls smoothly, so that noise at the edge costs little: 1 up to the objective, 0 from `multiple` times
 * the objective on, and in between in proportion to the logarithm (with multiple 4, twice the objective is 0.5).
 * @param value > 0
 * @param objective >= 0; 0 can only be missed
 */
export const fallingScore = (value: number, objective: number, multiple: number): number => {
  const excess = Math.log(value / objective) / Math.log(multiple);
  return Math.min(1, Math.max(0, 1 - excess));
};
