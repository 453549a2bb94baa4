import { defineCheck, expectHeader, expectThat, judgeEach, requireSuccess } from '../../src/index.ts';
import { getOld, hasVersions, oldResources } from './versions.ts';

export const successorLink = defineCheck({
  id: 'successor-link',
  title: 'Links to the version that succeeds',
  failureTitle: 'Does not link to the version that succeeds',
  plain: 'Does not point existing customers to the newer interface.',
  points: 1,
  severity: 'low',
  basis: 'brief',
  reference: { label: 'RFC 5829, 3.5', url: 'https://www.rfc-editor.org/rfc/rfc5829#section-3.5' },
  signals: ['http', 'compatibility'],
  question: 'Which link relations do you know for versions of a resource?',
  visibility: 'public',
  needs: ['target'],
  family: 'versioning',
  axis: 'api',
  notApplicable: hasVersions,
  run: ({ api, challenge }) =>
    judgeEach(oldResources(challenge), 'there is one version only', async (one) => {
      const exchange = await getOld(api, one, await api.make(one.resource.name));
      requireSuccess(exchange, `reading through ${one.version.name}`);
      const remedy = 'Send `Link: </...>; rel="successor-version"` on responses of the deprecated version.';
      const expected = 'Link: <...>; rel="successor-version"';
      const value = expectHeader(exchange, 'link', { remedy, expected });
      expectThat(/<[^>]+>\s*;[^,]*\brel\s*=\s*"?[^",]*\bsuccessor-version\b/i.test(value), exchange, {
        message: `The Link header is \`${value.slice(0, 120)}\` and names no successor.`,
        expected,
        remedy,
      });
    }),
});
