import { defineCheck, headerOf, lineOf, mediaTypeOf } from '../../src/index.ts';
import { judgeAnswers } from './answers.ts';
import { declaredContent, declaredTypes, isBodiless } from './content.ts';

export const declaredMediaTypes = defineCheck({
  id: 'declared-media-types',
  title: 'Answers with media types its document declares',
  failureTitle: 'Answers with media types its document does not declare',
  plain: 'Sends its answers in another format than it says.',
  family: 'openapi',
  axis: 'api',
  points: 2,
  severity: 'medium',
  basis: 'declared',
  reference: {
    label: 'OpenAPI 3.1, Response Object',
    url: 'https://spec.openapis.org/oas/v3.1.1.html#response-object',
  },
  signals: ['api-design', 'http'],
  question: 'Which part of your stack sets Content-Type, and where is it decided?',
  visibility: 'public',
  needs: ['spec', 'traffic'],
  run: ({ facts, challenge }) =>
    judgeAnswers(facts, challenge, (own, exchange) => {
      const declared = declaredTypes(own, exchange);
      if (declared === undefined || isBodiless(exchange) || exchange.response?.body === '') return undefined;
      if (declaredContent(own, exchange)) return undefined;
      const type = mediaTypeOf(headerOf(exchange, 'content-type')).slice(0, 100);
      const sent = type === '' ? 'a body without a media type' : `a body of type \`${type}\``;
      return {
        message: `\`${lineOf(exchange)}\` answered ${exchange.response?.status} with ${sent}, which the document does not declare.`,
        expected: declared.join(' or ') || 'no body',
        at: `${own.method} ${own.path}`,
        remedy: 'Declare the media type under `content` of the response, or send the one declared.',
      };
    }),
});
