import { defineCheck, expectThat, statusOf } from '../../src/index.ts';
import { exhaust, hasRateLimit, prepareLimited, rateLimitOf, requireLimited } from './rate-limit.ts';

export const rateLimitIsolation = defineCheck({
  id: 'rate-limit-isolation',
  title: 'Limits each caller separately',
  failureTitle: 'Lets one caller use up the limit of another',
  plain: 'Lets one busy customer lock out all others.',
  family: 'concurrency',
  axis: 'api',
  points: 3,
  severity: 'high',
  basis: 'brief',
  reference: {
    label: 'OWASP API4:2023',
    url: 'https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/',
  },
  codes: ['OWASP API4:2023'],
  signals: ['operations', 'security'],
  question: 'What identifies a caller for your limiter, and can it be spoofed?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: hasRateLimit,
  async run({ api, challenge }) {
    const limit = rateLimitOf(challenge);
    requireLimited(await exhaust(api, limit, 'greedy'));
    const other = await prepareLimited(api, limit, 'modest');
    const exchange = await api.send(other);
    expectThat(statusOf(exchange) !== 429, exchange, {
      message: 'After one caller had used up the limit, another was refused as well.',
      expected: 'the other caller served',
      remedy: 'Key the limiter by the subject of the token.',
    });
  },
});
