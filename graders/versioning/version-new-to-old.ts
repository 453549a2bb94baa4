import { defineCheck, expectThat, isJsonObject, jsonOf, judgeEach, requireSuccess } from '../../src/index.ts';
import { difference, getOld, hasVersions, oldResources, trickyBody } from './versions.ts';

export const versionNewToOld = defineCheck({
  id: 'version-new-to-old',
  title: 'Shows in the old version what the new one wrote',
  failureTitle: 'Does not show in the old version what the new one wrote',
  plain: 'Shows old and new customers different data.',
  points: 3,
  severity: 'high',
  basis: 'brief',
  reference: { label: 'AIP-180', url: 'https://google.aip.dev/180' },
  signals: ['compatibility', 'data'],
  question: 'Where in your code do the two representations meet?',
  visibility: 'public',
  needs: ['target'],
  family: 'versioning',
  axis: 'api',
  notApplicable: hasVersions,
  run: ({ api, challenge }) =>
    judgeEach(oldResources(challenge), 'there is one version only', async (one) => {
      const body = trickyBody(one, api.sample(one.resource.name, {}));
      const made = await api.make(one.resource.name, { body: isJsonObject(body) ? body : {} });
      const exchange = requireSuccess(await getOld(api, one, made), `reading through ${one.version.name}`);
      const found = difference(one, jsonOf(exchange), made.sent);
      expectThat(found === undefined, exchange, {
        message: `Written as ${JSON.stringify(found?.newValue)} at \`${found?.newField}\` through ${one.version.successor}, it was read as ${JSON.stringify(found?.oldValue)} at \`${found?.oldField}\` through ${one.version.name}.`,
        expected: 'the same value in the other representation',
        at: found?.oldField,
        remedy: 'Store one representation and derive the other exactly, in decimal arithmetic.',
      });
    }),
});
