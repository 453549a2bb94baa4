import { CheckBlocked, CheckFailure, defineCheck, findingOf, statusOf, succeeded } from '../../src/index.ts';

const maxShown = 5;

export const serverErrors = defineCheck({
  id: 'server-errors',
  title: 'Never answered 5xx',
  failureTitle: 'Answered 5xx',
  plain: 'Crashes on some requests.',
  family: 'status-codes',
  axis: 'api',
  points: 6,
  severity: 'high',
  basis: 'brief',
  reference: { label: 'RFC 9110, 15.6', url: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.6' },
  codes: ['WFC 100'],
  signals: ['robustness'],
  question: 'How do you find out that your API answered 500 last night?',
  visibility: 'public',
  needs: ['traffic'],
  async run({ facts }) {
    // An API that never served a valid request has shown nothing of how it holds up.
    if (!facts.traffic.exchanges.some((exchange) => exchange.intent === 'valid' && succeeded(exchange))) {
      throw new CheckBlocked('no valid request was answered with success');
    }
    const failed = facts.traffic.exchanges.filter((exchange) => statusOf(exchange) >= 500);
    const places = new Map(
      failed.map((exchange) => [`${exchange.operationId ?? exchange.request.path} ${statusOf(exchange)}`, exchange]),
    );
    if (places.size === 0) return;
    const findings = [...places.values()].slice(0, maxShown).map((exchange) =>
      findingOf(exchange, {
        expected: 'a 2xx to a valid request, a 4xx to an invalid one',
        remedy: 'Find the exception in your log; validate before using, and map known failures to 4xx.',
      }),
    );
    throw new CheckFailure(findings);
  },
});
