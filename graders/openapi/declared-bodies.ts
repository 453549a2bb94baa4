import type { Exchange, JsonSchema } from '../../src/index.ts';
import { compileSchema, defineCheck, headerOf, jsonOf, lineOf, mediaTypeOf } from '../../src/index.ts';
import { judgeAnswers } from './answers.ts';
import { declaredContent, declaredTypes, isBodiless } from './content.ts';

/** The recorder keeps no more of a body: what reaches this was cut off. */
const maxBodyChars = 64 * 1024;

const isJson = (exchange: Exchange): boolean =>
  /[/+]json$/.test(mediaTypeOf(headerOf(exchange, 'content-type'))) &&
  (exchange.response?.body.length ?? 0) < maxBodyChars;

/** What does not fit, and where; formats are annotations (JSON Schema 2020-12), and what cannot be judged is fine. */
const faultOf = (schema: JsonSchema, document: Record<string, unknown>, exchange: Exchange): string | undefined => {
  const value = jsonOf(exchange);
  if (value === undefined) return 'it is not JSON';
  const error = compileSchema(schema, document)(value).errors.find(({ keyword }) => keyword !== 'format');
  return error && `\`${error.pointer || '/'}\` ${error.message}`;
};

export const declaredBodies = defineCheck({
  id: 'declared-bodies',
  title: 'Answers with bodies that fit its document',
  failureTitle: 'Answers with bodies that contradict its document',
  plain: 'Sends other data than its own description promises.',
  family: 'openapi',
  axis: 'api',
  points: 5,
  severity: 'high',
  basis: 'declared',
  reference: { label: 'OpenAPI 3.1, Schema Object', url: 'https://spec.openapis.org/oas/v3.1.1.html#schema-object' },
  codes: ['WFC 101'],
  signals: ['api-design', 'care'],
  question: 'How do you test that responses keep what the document promises?',
  visibility: 'public',
  needs: ['spec', 'traffic'],
  run: ({ facts, challenge }) =>
    judgeAnswers(facts, challenge, (own, exchange) => {
      if (isBodiless(exchange)) return undefined;
      const at = `${own.method} ${own.path}`;
      const answered = `\`${lineOf(exchange)}\` answered ${exchange.response?.status}`;
      const types = declaredTypes(own, exchange) ?? [];
      if (exchange.response?.body === '' && types.length > 0) {
        const remedy = 'Send the body that is declared, or declare a response without `content`.';
        return {
          message: `${answered} without the body that the document declares.`,
          expected: types.join(' or '),
          at,
          remedy,
        };
      }
      const schema = isJson(exchange) ? declaredContent(own, exchange)?.schema : undefined;
      const fault = schema && faultOf(schema, facts.spec.document, exchange);
      if (fault === undefined) return undefined;
      return {
        message: `${answered} with a body that does not fit the document: ${fault}.`,
        expected: 'a body that fits the schema of the response',
        at,
        remedy: 'Correct the answer or the schema; validate responses in your tests.',
      };
    }),
});
