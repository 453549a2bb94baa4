import { defineCheck, expectStatus, judgeEach } from '../../src/index.ts';
import { conditionalWrites, hasPreconditions, prepareWrite } from './conditional.ts';

export const staleWrite = defineCheck({
  id: 'stale-write',
  title: 'Refuses a write on an outdated version',
  failureTitle: 'Accepts a write on an outdated version',
  plain: 'Lets one editor overwrite the work of another without notice.',
  family: 'concurrency',
  axis: 'api',
  points: 4,
  severity: 'high',
  basis: 'brief',
  reference: { label: 'RFC 9110, 13.1.1', url: 'https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1' },
  signals: ['concurrency', 'http'],
  question: 'Two people edit the same thing. Who wins in your API?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: hasPreconditions,
  run: ({ api, challenge }) =>
    judgeEach(conditionalWrites(challenge), 'nothing takes If-Match', async (write) => {
      const subject = await prepareWrite(api, write);
      await subject.touch();
      const exchange = await subject.send(subject.etag, 'invalid');
      expectStatus(exchange, 412, {
        to: 'an If-Match with the ETag of an earlier version',
        remedy: 'Compare If-Match with the current ETag in the statement that writes, and answer 412 when it differs.',
      });
    }),
});
