import { defineCheck, expectStatus } from '../../src/index.ts';
import { askProbe } from './probes.ts';

export const readiness = defineCheck({
  id: 'readiness',
  title: 'Answers the readiness probe',
  failureTitle: 'Does not answer the readiness probe',
  plain: 'Does not report that it is ready, so that nobody would be sent to it.',
  family: 'image',
  axis: 'infrastructure',
  points: 2,
  severity: 'medium',
  basis: 'brief',
  reference: {
    label: 'Kubernetes, liveness and readiness probes',
    url: 'https://kubernetes.io/docs/concepts/workloads/pods/probes/',
  },
  signals: ['operations'],
  question: 'What has to be true before your service should be sent requests?',
  visibility: 'public',
  needs: ['target'],
  async run({ api, challenge }) {
    expectStatus(await askProbe(api, challenge, challenge.probes.ready), 200, {
      to: 'a readiness probe without credentials, while its services could be reached',
      remedy: 'Answer 200 once the database can be reached and migrations are applied, without asking for a token.',
    });
  },
});
