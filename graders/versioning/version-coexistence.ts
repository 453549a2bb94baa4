import { callerFor, defineCheck, expectStatus, judgeEach } from '../../src/index.ts';
import { getOld, hasVersions, oldResources } from './versions.ts';

export const versionCoexistence = defineCheck({
  id: 'version-coexistence',
  title: 'Serves the deprecated version beside the current one',
  failureTitle: 'Does not serve the deprecated version any more',
  plain: 'Breaks existing customers who still use the older interface.',
  points: 4,
  severity: 'high',
  basis: 'brief',
  reference: { label: 'AIP-180', url: 'https://google.aip.dev/180' },
  signals: ['api-design', 'compatibility'],
  question: 'How would you find out who still uses the old version?',
  visibility: 'public',
  needs: ['target'],
  family: 'versioning',
  axis: 'api',
  notApplicable: hasVersions,
  run: ({ api, challenge }) =>
    judgeEach(oldResources(challenge), 'there is one version only', async (one) => {
      const made = await api.make(one.resource.name);
      const to = `the ${one.version.name} request for something that exists`;
      const remedy = `Keep ${one.version.name} working beside ${one.version.successor}, on the same data.`;
      if (one.old.operations.get) expectStatus(await getOld(api, one, made), 200, { to, remedy });
      if (one.old.operations.list) {
        const as = callerFor(api, one.resource, 'list', made.owner);
        expectStatus(await api.call(one.old.operations.list, { as }), 200, {
          to: `the ${one.version.name} list`,
          remedy,
        });
      }
    }),
});
