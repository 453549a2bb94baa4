import { defineCheck, partial } from '../../src/index.ts';
import { fallingScore, percent, phaseOf, unjudgeable, withoutLoadPlan } from './phases.ts';

/** Of the offered rate; the rest is the edge of the measured window. */
const sustained = 0.98;

/** Half of it is worth nothing. */
const multiple = 2;

export const loadSustainedRate = defineCheck({
  id: 'load-sustained-rate',
  title: 'Keeps up with the stated rate',
  failureTitle: 'Falls behind the stated rate',
  plain: 'Cannot keep up with the number of people it was asked to serve.',
  family: 'load',
  axis: 'infrastructure',
  points: 2,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'brief' },
  signals: ['performance', 'operations'],
  question: 'How would you notice in production that your service falls behind?',
  visibility: 'public',
  needs: ['load'],
  notApplicable: withoutLoadPlan,
  async run({ facts: { load } }) {
    const verdict = unjudgeable(load);
    if (verdict) return verdict;
    const { offered, throughput } = phaseOf(load, 'fixed');
    const share = throughput / offered;
    if (share >= sustained) return undefined;
    return partial(fallingScore(sustained, share, multiple), [
      {
        message: `Of ${offered} requests offered a second, the API gave ${throughput.toFixed(1)} a correct answer in time.`,
        expected: `at least ${percent(sustained)} of the offered rate`,
        received: percent(share),
        remedy:
          'Compare the cost of one request with one core: take work out of the request, or answer it in fewer round trips to the database.',
      },
    ]);
  },
});
