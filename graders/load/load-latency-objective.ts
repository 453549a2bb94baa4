import { defineCheck, inconclusive, partial } from '../../src/index.ts';
import { fallingScore, phaseOf, planOf, unjudgeable, withoutLoadPlan } from './phases.ts';

/** Ten samples beyond the percentile, or it says nothing. */
const minSamples = 1000;

/** From four times the objective on there are no points. */
const multiple = 4;

export const loadLatencyObjective = defineCheck({
  id: 'load-latency-objective',
  title: 'Meets the stated latency at the stated rate',
  failureTitle: 'Misses the stated latency at the stated rate',
  plain: 'Is slower than asked for when many people use it at once.',
  family: 'load',
  axis: 'infrastructure',
  points: 4,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'brief' },
  signals: ['performance', 'database'],
  question: 'Where does a request to your list operation spend its time, and how do you know?',
  visibility: 'public',
  needs: ['load'],
  notApplicable: withoutLoadPlan,
  async run({ challenge, facts: { load } }) {
    const { p99Ms } = planOf(challenge).objectives;
    const verdict = unjudgeable(load);
    if (verdict) return verdict;
    const { offered, latency, operations } = phaseOf(load, 'fixed');
    if (latency.count < minSamples)
      return inconclusive(`${latency.count} samples are too few for a 99th percentile (at least ${minSamples})`);
    if (latency.p99 <= p99Ms) return undefined;
    const slowest = operations.toSorted((one, other) => other.latency.p99 - one.latency.p99)[0];
    return partial(fallingScore(latency.p99, p99Ms, multiple), [
      {
        message: `At ${offered} requests a second, the slowest hundredth took ${Math.round(latency.p99)} ms or more.`,
        expected: `p99 at most ${p99Ms} ms`,
        received: `p50 ${latency.p50.toFixed(1)} ms, p95 ${latency.p95.toFixed(1)} ms, p99 ${latency.p99.toFixed(1)} ms; a failed request counts with its deadline`,
        at: slowest?.operationId,
        remedy:
          'Look at the number of queries of this operation, at missing indexes and at waits for a connection of the pool.',
      },
    ]);
  },
});
