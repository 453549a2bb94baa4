import { CheckFailure, defineCheck, type LoadPhase, partial } from '../../src/index.ts';
import { fallingScore, phaseOf, planOf, tally, unjudgeable, withoutLoadPlan } from './phases.ts';

/** A quarter of the stated minimum is worth nothing. */
const multiple = 4;

const refuseUnsolicited = ({ failures }: LoadPhase): void => {
  const { unsolicited = 0 } = failures;
  if (unsolicited === 0) return;
  throw new CheckFailure({
    message: `The API sent answers before their requests, on ${unsolicited} connections.`,
    expected: 'one answer to each request, after it',
    received: `${unsolicited} unsolicited answers`,
    remedy: 'Answer each request once; something writes to connections on its own.',
  });
};

export const loadThroughput = defineCheck({
  id: 'load-throughput',
  title: 'Reaches the stated throughput',
  failureTitle: 'Does not reach the stated throughput',
  plain: 'Serves fewer people at once than asked for.',
  family: 'load',
  axis: 'infrastructure',
  points: 2,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'brief' },
  signals: ['performance'],
  question: 'What limits the throughput of your service on one core, and what would you change first?',
  visibility: 'public',
  needs: ['load'],
  notApplicable: withoutLoadPlan,
  async run({ challenge, facts: { load } }) {
    const { minThroughput } = planOf(challenge).objectives;
    const verdict = unjudgeable(load);
    if (verdict) return verdict;
    const phase = phaseOf(load, 'peak');
    refuseUnsolicited(phase);
    const { throughput, offered, failures } = phase;
    if (throughput >= minThroughput) return undefined;
    return partial(fallingScore(minThroughput, throughput, multiple), [
      {
        message: `With ${offered} connections, the API gave ${throughput.toFixed(1)} correct answers a second.`,
        expected: `at least ${minThroughput} a second`,
        received: `${throughput.toFixed(1)} a second; failures: ${tally(failures) || 'none'}`,
        remedy:
          'Profile one process at full load; look for work done again in every request, and for serial access to one row.',
      },
    ]);
  },
});
