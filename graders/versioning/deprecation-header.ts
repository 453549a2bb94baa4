import { defineCheck, expectHeader, expectThat, judgeEach, requireSuccess } from '../../src/index.ts';
import { getOld, hasVersions, oldResources } from './versions.ts';

export const deprecationHeader = defineCheck({
  id: 'deprecation-header',
  title: 'Announces the deprecation by header',
  failureTitle: 'Does not announce the deprecation by header',
  plain: 'Does not tell existing customers that they must move on.',
  points: 3,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'RFC 9745, 2', url: 'https://www.rfc-editor.org/rfc/rfc9745#section-2' },
  signals: ['http', 'compatibility'],
  question: 'How does a client learn that a version goes away?',
  visibility: 'public',
  needs: ['target'],
  family: 'versioning',
  axis: 'api',
  notApplicable: hasVersions,
  run: ({ api, challenge }) =>
    judgeEach(oldResources(challenge), 'there is one version only', async (one) => {
      const exchange = await getOld(api, one, await api.make(one.resource.name));
      requireSuccess(exchange, `reading through ${one.version.name}`);
      const remedy =
        'Send `Deprecation: @<unix seconds>` (a structured date) on every response of the deprecated version.';
      const value = expectHeader(exchange, 'deprecation', { remedy, expected: 'Deprecation: @1688169599' });
      // Earlier drafts said `true` or an HTTP date; the RFC has a structured field Date (RFC 9651, 3.3.7).
      expectThat(/^@-?\d{1,15}$/.test(value.trim()), exchange, {
        message: `The Deprecation header is \`${value.slice(0, 80)}\`, not a structured date.`,
        expected: 'Deprecation: @1688169599',
        remedy,
      });
    }),
});
