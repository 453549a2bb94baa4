import { defineCheck, expectStatus, judgeEach } from '../../src/index.ts';
import { prepareWrite, writesOf } from './writing.ts';

const badRequest = 400;

/** Texts that no parser takes for JSON; trailing text and comments are not among them, some parsers allow those. */
const malformed = (sample: unknown) => [
  { to: 'JSON that ends too early', text: JSON.stringify(sample).slice(0, -1) },
  { to: 'a body of plain words', text: 'this is not JSON' },
];

export const malformedJson = defineCheck({
  id: 'malformed-json',
  title: 'Refuses malformed JSON as the client’s fault',
  failureTitle: 'Does not refuse malformed JSON as the client’s fault',
  plain: 'Handles unreadable input as if it were its own failure.',
  family: 'errors',
  axis: 'api',
  points: 3,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'RFC 9110, 15.5.1', url: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.1' },
  signals: ['robustness', 'validation'],
  question: 'Which layer of your stack parses the body, and what becomes of its exceptions?',
  visibility: 'public',
  needs: ['target'],
  run: ({ api, challenge }) =>
    judgeEach(writesOf(challenge), 'nothing is written', async (write) => {
      const ready = await prepareWrite(api, write);
      const allowed = [...new Set([badRequest, ...challenge.errors.validationStatuses])];
      return judgeEach(malformed(ready.sample()), 'no text is malformed', async ({ to, text }) => {
        const remedy = 'Catch the error of the JSON parser and answer 400.';
        expectStatus(await ready.send({ text }), allowed, { to, remedy });
      });
    }),
});
