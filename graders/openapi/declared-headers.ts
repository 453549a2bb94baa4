import { defineCheck, headerOf, lineOf } from '../../src/index.ts';
import { judgeAnswers } from './answers.ts';
import { requiredHeaders } from './raw.ts';

export const declaredHeaders = defineCheck({
  id: 'declared-headers',
  title: 'Sends the headers its document requires',
  failureTitle: 'Leaves out headers its document requires',
  plain: 'Leaves out information that its own description promises.',
  family: 'openapi',
  axis: 'api',
  points: 2,
  severity: 'low',
  basis: 'declared',
  reference: {
    label: 'OpenAPI 3.1, Header Object',
    url: 'https://spec.openapis.org/oas/v3.1.1.html#header-object',
  },
  signals: ['api-design', 'http'],
  question: 'Which of your response headers do clients rely on?',
  visibility: 'hidden',
  needs: ['spec', 'traffic'],
  run: ({ facts, challenge }) =>
    judgeAnswers(facts, challenge, (own, exchange) => {
      const status = exchange.response?.status ?? 0;
      const missing = requiredHeaders(facts.spec, own, status).filter((name) => headerOf(exchange, name) === undefined);
      if (missing.length === 0) return undefined;
      return {
        message: `\`${lineOf(exchange)}\` answered ${status} without ${missing.map((name) => `\`${name}\``).join(', ')}.`,
        expected: 'every response header that the document requires',
        at: `${own.method} ${own.path}`,
        remedy: 'Send the header, or do not require it in the document.',
      };
    }),
});
