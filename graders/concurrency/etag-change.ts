import { defineCheck, expectThat, judgeEach } from '../../src/index.ts';
import { conditionalWrites, hasPreconditions, prepareWrite } from './conditional.ts';

export const etagChange = defineCheck({
  id: 'etag-change',
  title: 'Changes the ETag with the representation',
  failureTitle: 'Keeps the ETag when the representation changes',
  plain: 'Does not notice that something has changed.',
  family: 'concurrency',
  axis: 'api',
  points: 2,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'RFC 9110, 8.8.3', url: 'https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3' },
  signals: ['http'],
  question: 'From what do you compute your ETag?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: hasPreconditions,
  run: ({ api, challenge }) =>
    judgeEach(conditionalWrites(challenge), 'nothing takes If-Match', async (write) => {
      const subject = await prepareWrite(api, write);
      await subject.touch();
      const { etag, exchange } = await subject.current();
      expectThat(etag !== subject.etag, exchange, {
        message: `The ETag was still ${subject.etag} after a change.`,
        expected: 'another ETag',
        remedy: 'Derive the ETag from a version number or a hash that every change touches.',
      });
    }),
});
