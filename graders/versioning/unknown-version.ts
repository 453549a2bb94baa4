import { anonymous, defineCheck, expectRefusal, judgeEach, operationOf } from '../../src/index.ts';
import { hasVersions, oldResources } from './versions.ts';

export const unknownVersion = defineCheck({
  id: 'unknown-version',
  title: 'Refuses a version that does not exist',
  failureTitle: 'Serves a version that does not exist',
  plain: 'Pretends to offer an interface that does not exist.',
  points: 1,
  severity: 'low',
  basis: 'brief',
  reference: { label: 'brief' },
  signals: ['api-design'],
  question: 'Should an API fall back to the latest version? Why not?',
  visibility: 'public',
  needs: ['target'],
  family: 'versioning',
  axis: 'api',
  notApplicable: hasVersions,
  run: ({ api, challenge }) =>
    judgeEach(oldResources(challenge), 'there is one version only', async ({ resource, version }) => {
      const path = challenge.operations.get(operationOf(resource, 'list'))?.path ?? '/';
      const unknown = path.replace(`/${version.successor}/`, '/v999/');
      const exchange = await api.send({ method: 'GET', path: unknown, as: anonymous, intent: 'probe' });
      expectRefusal(exchange, {
        to: 'a version that does not exist',
        expected: '404 (or 400)',
        remedy: 'Route the versions you have and nothing else.',
      });
    }),
});
