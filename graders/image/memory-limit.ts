import { defineCheck, fail } from '../../src/index.ts';

export const memoryLimit = defineCheck({
  id: 'memory-limit',
  title: 'Stays within its memory',
  failureTitle: 'Runs out of memory',
  plain: 'Uses more memory than it has and breaks down.',
  family: 'image',
  axis: 'infrastructure',
  points: 1,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'CWE-770', url: 'https://cwe.mitre.org/data/definitions/770.html' },
  codes: ['CWE-770'],
  signals: ['operations', 'reliability'],
  question: 'What bounds the memory of your process, and what happens when the bound is reached?',
  visibility: 'public',
  needs: ['lifecycle'],
  async run({ facts: { lifecycle } }) {
    if (!lifecycle.oomKilled) return undefined;
    return fail([
      {
        message: 'The kernel killed a process of the container because its memory was used up.',
        expected: 'a container that stays within the memory of the brief',
        received: 'killed for lack of memory during the functional checks',
        remedy: 'Limit the size of bodies, pages and pools, and tell the runtime how much memory it has.',
      },
    ]);
  },
});
