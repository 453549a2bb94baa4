import { callerFor, defineCheck, expectThat, jsonOf, judgeEach, operationOf, requireSuccess } from '../../src/index.ts';
import { difference, hasVersions, makeOld, oldResources } from './versions.ts';

export const versionOldToNew = defineCheck({
  id: 'version-old-to-new',
  title: 'Shows in the new version what the old one wrote',
  failureTitle: 'Does not show in the new version what the old one wrote',
  plain: 'Loses or changes data that existing customers enter.',
  points: 3,
  severity: 'high',
  basis: 'brief',
  reference: { label: 'AIP-180', url: 'https://google.aip.dev/180' },
  signals: ['compatibility', 'data'],
  question: 'What did you have to decide to let the old version still write?',
  visibility: 'public',
  needs: ['target'],
  family: 'versioning',
  axis: 'api',
  notApplicable: hasVersions,
  run: ({ api, challenge }) =>
    judgeEach(
      oldResources(challenge).filter(({ old }) => old.operations.create !== undefined),
      'nothing can be created in the deprecated version',
      async (one) => {
        const { sent, params } = await makeOld(api, one);
        const as = callerFor(api, one.resource, 'get');
        const exchange = await api.call(operationOf(one.resource, 'get'), { as, params });
        requireSuccess(exchange, `reading through ${one.version.successor} what ${one.version.name} made`);
        const found = difference(one, sent, jsonOf(exchange));
        expectThat(found === undefined, exchange, {
          message: `Written as ${JSON.stringify(found?.oldValue)} at \`${found?.oldField}\` through ${one.version.name}, it was read as ${JSON.stringify(found?.newValue)} at \`${found?.newField}\` through ${one.version.successor}.`,
          expected: 'the same value in the other representation',
          at: found?.newField,
          remedy: 'Convert exactly, in decimal arithmetic: 19.99 is 1999.',
        });
      },
    ),
});
