import { defineCheck, expectThat, notApplicable, statusOf } from '../../src/index.ts';
import { counterOf, countingResources, prepareBuyer, stocked } from './counting.ts';
import { exhaust, hasRateLimit, rateLimitOf, requireLimited } from './rate-limit.ts';

export const rateLimitEffect = defineCheck({
  id: 'rate-limit-effect',
  title: 'Does nothing for a request beyond the limit',
  failureTitle: 'Carries out requests beyond the limit',
  plain: 'Refuses a request and carries it out all the same.',
  family: 'concurrency',
  axis: 'api',
  points: 2,
  severity: 'high',
  basis: 'brief',
  reference: { label: 'brief' },
  signals: ['operations', 'data'],
  question: 'Where in the chain of handlers does your limiter sit?',
  visibility: 'hidden',
  needs: ['target'],
  notApplicable: hasRateLimit,
  async run({ api, challenge }) {
    const limit = rateLimitOf(challenge);
    const burst = await exhaust(api, limit);
    requireLimited(burst);
    const resource = countingResources(challenge).find(({ name }) => name === limit.resource);
    if (resource === undefined) return notApplicable('the effect of the limited operation cannot be counted');
    const shelf = await stocked(api, resource, 5);
    const request = await prepareBuyer(api, resource, shelf, burst.caller);
    const exchange = await api.send(request);
    const left = await counterOf(api, challenge, shelf, resource.consumes.field);
    if (statusOf(exchange) !== 429) return;
    expectThat(left === 5, exchange, {
      message: `A request was answered 429, and the counter went from 5 to ${left}.`,
      expected: 'no effect',
      remedy: 'Check the limit before anything else happens.',
    });
  },
});
