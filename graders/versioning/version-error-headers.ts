import { defineCheck, expectHeader, expectStatus, judgeEach } from '../../src/index.ts';
import { getOld, hasVersions, oldResources } from './versions.ts';

const unknownId = '00000000-0000-4000-8000-00000000dead';

export const versionErrorHeaders = defineCheck({
  id: 'version-error-headers',
  title: 'Announces the deprecation on errors as well',
  failureTitle: 'Leaves the deprecation out of error responses',
  plain: 'Forgets the notice to existing customers when something goes wrong.',
  points: 1,
  severity: 'low',
  basis: 'brief',
  reference: { label: 'RFC 9745, 2', url: 'https://www.rfc-editor.org/rfc/rfc9745#section-2' },
  signals: ['http'],
  question: 'How do you make sure that no code path forgets such a header?',
  visibility: 'hidden',
  needs: ['target'],
  family: 'versioning',
  axis: 'api',
  notApplicable: hasVersions,
  run: ({ api, challenge }) =>
    judgeEach(oldResources(challenge), 'there is one version only', async (one) => {
      const params = Object.fromEntries(Object.keys(one.resource.params).map((name) => [name, unknownId]));
      const exchange = await getOld(api, one, { params });
      const remedy = 'Set the header where every response of the deprecated version passes, errors included.';
      expectStatus(exchange, 404, { to: 'an id that nothing has', remedy: 'Answer 404 for what does not exist.' });
      for (const name of ['deprecation', 'sunset']) expectHeader(exchange, name, { remedy, to: 'an error' });
    }),
});
