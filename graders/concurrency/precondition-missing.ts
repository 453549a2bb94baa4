import { defineCheck, expectStatus, judgeEach } from '../../src/index.ts';
import { prepareWrite, requiredWrites, requiresPreconditions } from './conditional.ts';

export const preconditionMissing = defineCheck({
  id: 'precondition-missing',
  title: 'Asks for If-Match where it is required',
  failureTitle: 'Works without the If-Match that is required',
  plain: 'Does not insist on knowing which version is being changed.',
  family: 'concurrency',
  axis: 'api',
  points: 2,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'RFC 6585, 3', url: 'https://www.rfc-editor.org/rfc/rfc6585#section-3' },
  signals: ['http'],
  question: 'Why would an API insist on If-Match?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: requiresPreconditions,
  run: ({ api, challenge }) =>
    judgeEach(requiredWrites(challenge), 'If-Match is not required anywhere', async (write) => {
      const subject = await prepareWrite(api, write);
      const exchange = await subject.send(undefined, 'invalid');
      expectStatus(exchange, 428, {
        to: 'a write without If-Match',
        remedy: 'Answer 428 Precondition Required when If-Match is missing.',
      });
    }),
});
