import { defineCheck, fail, inconclusive, type LoadFact } from '../../src/index.ts';
import { withoutLoadPlan } from './phases.ts';

/** When the last correct answer came, for people. */
const lastAnswer = ({ phases }: LoadFact): string => {
  for (const { name, seconds } of phases.toReversed()) {
    const last = seconds.findLast(({ ok }) => ok > 0);
    if (last) return `the last correct answer came in second ${last.second + 1} of the ${name} phase`;
  }
  return 'not one answer was correct';
};

export const loadSurvival = defineCheck({
  id: 'load-survival',
  title: 'Still answers after the load',
  failureTitle: 'Does not answer any more after the load',
  plain: 'Breaks down when many people use it at once, and does not come back.',
  family: 'load',
  axis: 'infrastructure',
  points: 4,
  severity: 'high',
  basis: 'brief',
  reference: {
    label: 'OWASP API4:2023',
    url: 'https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/',
  },
  codes: ['CWE-400'],
  signals: ['reliability', 'operations'],
  question: 'What happens in your service when requests arrive faster than it can serve them?',
  visibility: 'public',
  needs: ['load'],
  notApplicable: withoutLoadPlan,
  async run({ facts: { load } }) {
    if (!load.aliveAfter) {
      return fail([
        {
          message: `The API answered no request correctly within 10 s after the load; ${lastAnswer(load)}.`,
          expected: 'a correct answer within 10 s after the load',
          received: 'none',
          remedy:
            'Limit what one process takes on (connections, pool, queue), and let no single failed request end it.',
        },
      ]);
    }
    // Without the whole load there was nothing to survive.
    if (!load.phases.some(({ name }) => name === 'peak'))
      return inconclusive(load.invalid.join('; ') || 'the load was not sent in full');
    return undefined;
  },
});
