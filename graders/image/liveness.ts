import { defineCheck, expectStatus } from '../../src/index.ts';
import { askProbe } from './probes.ts';

export const liveness = defineCheck({
  id: 'liveness',
  title: 'Answers the liveness probe',
  failureTitle: 'Does not answer the liveness probe',
  plain: 'Does not report that it is alive, so that it would be restarted again and again.',
  family: 'image',
  axis: 'infrastructure',
  points: 1,
  severity: 'medium',
  basis: 'brief',
  reference: {
    label: 'Kubernetes, liveness and readiness probes',
    url: 'https://kubernetes.io/docs/concepts/workloads/pods/probes/',
  },
  signals: ['operations'],
  question: 'Why should a liveness probe not look at the database?',
  visibility: 'public',
  needs: ['target'],
  async run({ api, challenge }) {
    expectStatus(await askProbe(api, challenge, challenge.probes.live), 200, {
      to: 'a liveness probe without credentials',
      remedy: 'Answer 200 as long as the process runs, without asking for a token and without looking at the database.',
    });
  },
});
