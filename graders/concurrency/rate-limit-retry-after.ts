import { setTimeout } from 'node:timers/promises';
import { defineCheck, expectHeader, expectThat, statusOf } from '../../src/index.ts';
import { exhaust, hasRateLimit, rateLimitOf, requireLimited, secondsOf } from './rate-limit.ts';

export const rateLimitRetryAfter = defineCheck({
  id: 'rate-limit-retry-after',
  title: 'Says truthfully when to come back',
  failureTitle: 'Does not say truthfully when to come back',
  plain: 'Tells waiting callers the wrong time to try again.',
  family: 'concurrency',
  axis: 'api',
  points: 2,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'RFC 9110, 10.2.3', url: 'https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3' },
  signals: ['http', 'operations'],
  question: 'How do you compute Retry-After, and what should a client do with it?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: hasRateLimit,
  async run({ api, challenge, signal }) {
    const limit = rateLimitOf(challenge);
    const burst = await exhaust(api, limit);
    const refused = requireLimited(burst);
    const remedy = 'Send Retry-After with the seconds until the next request will be served.';
    const value = expectHeader(refused, 'retry-after', { remedy, expected: 'Retry-After: <seconds>' });
    const seconds = secondsOf(value);
    expectThat(seconds !== undefined && seconds <= limit.windowSeconds + 1, refused, {
      message: `Retry-After was \`${value.slice(0, 60)}\` with a window of ${limit.windowSeconds} s.`,
      expected: `0 to ${limit.windowSeconds} seconds, or an HTTP date`,
      remedy,
    });
    await setTimeout(((seconds ?? 0) + 1) * 1000, undefined, { signal });
    const later = await burst.again();
    expectThat(statusOf(later) !== 429, later, {
      message: `After the announced ${seconds} s (and one more) the caller was still refused.`,
      expected: 'served again',
      remedy,
    });
  },
});
