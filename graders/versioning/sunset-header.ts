import { defineCheck, expectHeader, expectThat, headerOf, judgeEach, requireSuccess } from '../../src/index.ts';
import { getOld, hasVersions, oldResources } from './versions.ts';

/** IMF-fixdate (RFC 9110, 5.6.7). */
const httpDate =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} GMT$/;

export const sunsetHeader = defineCheck({
  id: 'sunset-header',
  title: 'Says by header when the deprecated version ends',
  failureTitle: 'Does not say by header when the deprecated version ends',
  plain: 'Does not tell existing customers when the older interface ends.',
  points: 2,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'RFC 8594, 3', url: 'https://www.rfc-editor.org/rfc/rfc8594#section-3' },
  signals: ['http', 'compatibility'],
  question: 'What lies between the deprecation and the sunset of an API?',
  visibility: 'public',
  needs: ['target'],
  family: 'versioning',
  axis: 'api',
  notApplicable: hasVersions,
  run: ({ api, challenge }) =>
    judgeEach(oldResources(challenge), 'there is one version only', async (one) => {
      const exchange = await getOld(api, one, await api.make(one.resource.name));
      requireSuccess(exchange, `reading through ${one.version.name}`);
      const remedy = 'Send `Sunset` with an HTTP date that is not before the deprecation.';
      const expected = 'Sunset: Sat, 31 Dec 2033 23:59:59 GMT';
      const value = expectHeader(exchange, 'sunset', { remedy, expected });
      expectThat(httpDate.test(value) && !Number.isNaN(Date.parse(value)), exchange, {
        message: `The Sunset header is \`${value.slice(0, 80)}\`, not an HTTP date.`,
        expected,
        remedy,
      });
      const deprecated = Number(/^@(-?\d+)$/.exec(headerOf(exchange, 'deprecation') ?? '')?.[1]) * 1000;
      expectThat(Number.isNaN(deprecated) || Date.parse(value) >= deprecated, exchange, {
        message: 'The Sunset header names a time before the deprecation.',
        expected: 'a sunset at or after the deprecation (RFC 9745, 4)',
        remedy,
      });
    }),
});
