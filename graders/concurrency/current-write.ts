import { defineCheck, expectStatus, judgeEach } from '../../src/index.ts';
import { conditionalWrites, hasPreconditions, prepareWrite } from './conditional.ts';

export const currentWrite = defineCheck({
  id: 'current-write',
  title: 'Accepts a write on the current version',
  failureTitle: 'Refuses a write on the current version',
  plain: 'Refuses changes that are perfectly up to date.',
  family: 'concurrency',
  axis: 'api',
  points: 2,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'RFC 9110, 13.1.1', url: 'https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1' },
  signals: ['http'],
  question: 'Which comparison does If-Match use, strong or weak?',
  visibility: 'public',
  needs: ['target'],
  notApplicable: hasPreconditions,
  run: ({ api, challenge }) =>
    judgeEach(conditionalWrites(challenge), 'nothing takes If-Match', async (write) => {
      const subject = await prepareWrite(api, write);
      expectStatus(await subject.send(subject.etag), [200, 204], {
        to: 'an If-Match with the current ETag',
        remedy: 'Compare the whole field value with the current ETag, quotes included.',
      });
    }),
});
