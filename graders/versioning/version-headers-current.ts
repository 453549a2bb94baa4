import {
  callerFor,
  defineCheck,
  expectThat,
  headerOf,
  judgeEach,
  operationOf,
  requireSuccess,
} from '../../src/index.ts';
import { hasVersions, oldResources } from './versions.ts';

export const versionHeadersCurrent = defineCheck({
  id: 'version-headers-current',
  title: 'Does not call the current version deprecated',
  failureTitle: 'Calls the current version deprecated',
  plain: 'Tells customers of the current interface that it is ending.',
  points: 1,
  severity: 'low',
  basis: 'brief',
  reference: { label: 'RFC 9745', url: 'https://www.rfc-editor.org/rfc/rfc9745' },
  signals: ['http'],
  question: 'Where in your code are these headers set?',
  visibility: 'public',
  needs: ['target'],
  family: 'versioning',
  axis: 'api',
  notApplicable: hasVersions,
  run: ({ api, challenge }) =>
    judgeEach(oldResources(challenge), 'there is one version only', async ({ resource, version }) => {
      const { params, owner } = await api.make(resource.name);
      const exchange = await api.call(operationOf(resource, 'get'), {
        as: callerFor(api, resource, 'get', owner),
        params,
      });
      requireSuccess(exchange, `reading through ${version.successor}`);
      for (const name of ['deprecation', 'sunset']) {
        expectThat(headerOf(exchange, name) === undefined, exchange, {
          message: `A ${version.successor} response carries \`${name}: ${headerOf(exchange, name)?.slice(0, 60)}\`.`,
          expected: `no ${name} header on the current version`,
          remedy: `Set the header for ${version.name} only.`,
        });
      }
    }),
});
