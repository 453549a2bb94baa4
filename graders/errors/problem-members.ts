import { defineCheck, expectThat, isJsonObject, jsonOf, judgeEach, lineOf, statusOf } from '../../src/index.ts';
import { errorIn, situationsOf } from './situations.ts';

/** Characters of RFC 3986, with every percent sign before two hexadecimal digits. */
const uriReference = /^(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*$/;

const isUriReference = (value: unknown) => typeof value === 'string' && uriReference.test(value);

const shown = (value: unknown) => (value === undefined ? 'missing' : JSON.stringify(value).slice(0, 120));

export const problemMembers = defineCheck({
  id: 'problem-members',
  title: 'Fills the members of problem documents as they are defined',
  failureTitle: 'Fills members of problem documents wrongly',
  plain: 'Describes mistakes with data that contradicts itself.',
  family: 'errors',
  axis: 'api',
  points: 3,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'RFC 9457, 3.1', url: 'https://www.rfc-editor.org/rfc/rfc9457#section-3.1' },
  signals: ['http', 'api-design'],
  question: 'What are `type`, `title` and `detail` of a problem for, and which of them may a program read?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: ({ errors }) =>
    errors.mediaType === 'application/problem+json' ? undefined : 'errors are not asked to be problem documents',
  run: ({ api, challenge }) =>
    judgeEach(situationsOf(challenge), 'no error can be provoked', async (situation) => {
      const exchange = await errorIn(api, situation);
      const body = jsonOf(exchange);
      const line = lineOf(exchange);
      const document = isJsonObject(body) ? body : {};
      const remedy = 'Fill `status` with the status of the response, `title` with text, `type` with a URI reference.';
      expectThat(isJsonObject(body), exchange, {
        message: `\`${line}\` answered ${situation.to} without a JSON object.`,
        expected: 'a problem document',
        remedy,
      });
      expectThat(document.status === statusOf(exchange), exchange, {
        message: `\`status\` of the problem document is ${shown(document.status)} where \`${line}\` answered ${statusOf(exchange)}.`,
        ...{ expected: `"status": ${statusOf(exchange)}`, at: '/status', remedy },
      });
      const { title = '', type = '' } = document;
      expectThat(typeof title === 'string', exchange, {
        message: `\`title\` of the problem document is no text: ${shown(title)}.`,
        ...{ expected: 'a string', at: '/title', remedy },
      });
      expectThat(isUriReference(type), exchange, {
        message: `\`type\` of the problem document is no URI reference: ${shown(type)}.`,
        ...{ expected: 'a URI reference (RFC 3986)', at: '/type', remedy },
      });
    }),
});
