import { defineCheck, expectThat, judgeEach, requireSuccess, schemaErrors } from '../../src/index.ts';
import { getOld, hasVersions, oldResources } from './versions.ts';

export const versionShape = defineCheck({
  id: 'version-shape',
  title: 'Keeps the shape of the deprecated version',
  failureTitle: 'Has changed the shape of the deprecated version',
  plain: 'Changes data that existing customers rely on.',
  points: 4,
  severity: 'high',
  basis: 'brief',
  reference: { label: 'AIP-180', url: 'https://google.aip.dev/180' },
  signals: ['compatibility'],
  question: 'Which changes of a response break a client, and which do not?',
  visibility: 'public',
  needs: ['target'],
  family: 'versioning',
  axis: 'api',
  notApplicable: hasVersions,
  run: ({ api, challenge }) =>
    judgeEach(
      oldResources(challenge).filter(({ old }) => old.operations.get !== undefined),
      'no resource can be read in the deprecated version',
      async (one) => {
        const exchange = await getOld(api, one, await api.make(one.resource.name));
        requireSuccess(exchange, `reading through ${one.version.name}`);
        const [error] = schemaErrors(challenge, exchange);
        expectThat(error === undefined, exchange, {
          message: `The ${one.version.name} answer does not have the shape of the contract: ${error?.message} at \`${error?.pointer || '/'}\`.`,
          expected: `the body that ${one.version.name} has always had`,
          at: error?.pointer,
          remedy: `Map the new representation back to the old one in ${one.version.name}; more members are fine, others or missing ones are not.`,
        });
      },
    ),
});
