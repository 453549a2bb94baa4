import { defineCheck, fail, inconclusive } from '../../src/index.ts';
import { withoutLoadPlan } from './phases.ts';

const mebibyte = 2 ** 20;

/** The container of every candidate has 512 MiB; the last tenth is too near to the end. */
const tightBytes = 0.9 * 512 * mebibyte;

export const loadMemory = defineCheck({
  id: 'load-memory',
  title: 'Has memory to spare under load',
  failureTitle: 'Comes near to its memory limit under load',
  plain: 'Uses nearly all the memory it has when many people use it at once.',
  family: 'load',
  axis: 'infrastructure',
  points: 0,
  severity: 'low',
  basis: 'advisory',
  reference: { label: 'CWE-770', url: 'https://cwe.mitre.org/data/definitions/770.html' },
  signals: ['operations', 'performance'],
  question: 'What grows in the memory of your process with the number of requests in flight?',
  visibility: 'public',
  needs: ['load'],
  notApplicable: withoutLoadPlan,
  async run({ facts: { load } }) {
    const { peakMemoryBytes } = load;
    if (peakMemoryBytes === undefined) return inconclusive('the engine told nothing about memory');
    if (peakMemoryBytes < tightBytes) return undefined;
    return fail([
      {
        message: `Under load the container held ${Math.round(peakMemoryBytes / mebibyte)} MiB of memory.`,
        expected: `less than ${Math.round(tightBytes / mebibyte)} MiB of 512`,
        received: `${Math.round(peakMemoryBytes / mebibyte)} MiB`,
        remedy: 'Bound caches, queues and pools, and stream large results instead of gathering them.',
      },
    ]);
  },
});
