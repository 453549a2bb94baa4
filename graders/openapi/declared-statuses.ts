import { answerOf, defineCheck, lineOf, responseFor, statusOf } from '../../src/index.ts';
import { judgeAnswers } from './answers.ts';

export const declaredStatuses = defineCheck({
  id: 'declared-statuses',
  title: 'Answers with statuses its document declares',
  failureTitle: 'Answers with statuses its document does not declare',
  plain: 'Answers in ways that its own description does not mention.',
  family: 'openapi',
  axis: 'api',
  points: 4,
  severity: 'medium',
  basis: 'declared',
  reference: {
    label: 'OpenAPI 3.1, Responses Object',
    url: 'https://spec.openapis.org/oas/v3.1.1.html#responses-object',
  },
  signals: ['api-design', 'care'],
  question: 'How would you notice that the API and its document drift apart?',
  visibility: 'public',
  needs: ['spec', 'traffic'],
  run: ({ facts, challenge }) =>
    judgeAnswers(facts, challenge, (own, exchange) => {
      if (responseFor(own, statusOf(exchange))) return undefined;
      return {
        message: `\`${lineOf(exchange)}\` ${answerOf(exchange)}, which the document does not declare.`,
        expected: Object.keys(own.responses).join(', ') || 'a declared response',
        at: `${own.method} ${own.path}`,
        remedy: 'Declare the status (or a range, or `default`), or do not answer with it.',
      };
    }),
});
