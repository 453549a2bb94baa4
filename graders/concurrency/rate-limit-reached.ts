import { CheckFailure, defineCheck, findingOf, statusOf } from '../../src/index.ts';
import { exhaust, hasRateLimit, rateLimitOf } from './rate-limit.ts';

export const rateLimitReached = defineCheck({
  id: 'rate-limit-reached',
  title: 'Answers 429 beyond the rate limit',
  failureTitle: 'Does not answer 429 beyond the rate limit',
  plain: 'Does not slow down a caller who sends far too much.',
  family: 'concurrency',
  axis: 'api',
  points: 3,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'RFC 6585, 4', url: 'https://www.rfc-editor.org/rfc/rfc6585#section-4' },
  signals: ['operations', 'api-design'],
  question: 'Where would you keep the counters if there were two replicas?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: hasRateLimit,
  async run({ api, challenge }) {
    const limit = rateLimitOf(challenge);
    const burst = await exhaust(api, limit);
    const first = burst.exchanges.findIndex((exchange) => statusOf(exchange) === 429);
    const last = burst.exchanges.at(-1);
    const remedy = `Count the requests of each caller, and answer 429 with Retry-After beyond ${limit.limit} in ${limit.windowSeconds} s.`;
    if (first === -1 && last) {
      const message = `${burst.exchanges.length} requests in a row were all served, with a limit of ${limit.limit} in ${limit.windowSeconds} s.`;
      throw new CheckFailure(findingOf(last, { message, expected: '429', remedy }));
    }
    // A sliding or token-bucket limiter may be a little early; a fixed window may let twice the limit through at its edge.
    if (first < Math.floor(limit.limit * 0.9)) {
      const message = `Request ${first + 1} was already refused, with a limit of ${limit.limit}.`;
      throw new CheckFailure(
        findingOf(burst.exchanges[first] ?? burst.proof, {
          message,
          expected: `${limit.limit} requests served`,
          remedy,
        }),
      );
    }
  },
});
