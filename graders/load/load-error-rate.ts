import { defineCheck, inconclusive, type LoadPhase, partial } from '../../src/index.ts';
import { fallingScore, percent, phaseOf, planOf, requests, tally, withoutLoadPlan } from './phases.ts';

/** A noisy host can make answers late; it cannot make them wrong. */
const maybeNoise = ['timeout', 'not-started', 'generator'];

/** Ten times the stated error rate is worth nothing. */
const multiple = 10;

const wrongAnswers = ({ failures }: LoadPhase): number =>
  Object.entries(failures).reduce((sum, [kind, count]) => sum + (maybeNoise.includes(kind) ? 0 : count), 0);

/** With a stated rate of 0 the scale begins at half a failure. */
const scoreOf = (failed: number, sent: number, objective: number): number =>
  fallingScore(failed / sent, Math.max(objective, 0.5 / sent), multiple);

export const loadErrorRate = defineCheck({
  id: 'load-error-rate',
  title: 'Answers correctly at the stated rate',
  failureTitle: 'Fails requests at the stated rate',
  plain: 'Makes mistakes when many people use it at once.',
  family: 'load',
  axis: 'api',
  points: 4,
  severity: 'high',
  basis: 'brief',
  reference: { label: 'brief' },
  signals: ['reliability', 'operations'],
  question: 'Which resource of your service runs out first under load, and what does a client see then?',
  visibility: 'public',
  needs: ['load'],
  notApplicable: withoutLoadPlan,
  async run({ challenge, facts: { load } }) {
    const { errorRate } = planOf(challenge).objectives;
    if (load.phases.length === 0 && load.invalid.length > 0) return inconclusive(load.invalid.join('; '));
    const phase = phaseOf(load, 'fixed');
    const noisy = load.invalid.length > 0;
    const failed = noisy ? wrongAnswers(phase) : phase.failed;
    if (failed / phase.sent <= errorRate) return noisy ? inconclusive(load.invalid.join('; ')) : undefined;
    const worst = phase.operations.toSorted((one, other) => other.failed - one.failed)[0];
    return partial(scoreOf(failed, phase.sent, errorRate), [
      {
        message: `At ${phase.offered} requests a second, ${failed} of ${requests(phase.sent)} got no correct answer: ${tally(phase.failures)}.`,
        expected: `at most ${percent(errorRate)} failures`,
        received: `${percent(failed / phase.sent)}; statuses: ${tally(phase.statuses) || 'none'}`,
        at: worst?.operationId,
        remedy:
          'Run the same mix at this rate and read your log: exhausted pools, unhandled errors and lock time-outs are the usual causes.',
      },
    ]);
  },
});
