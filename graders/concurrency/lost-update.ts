import { defineCheck, expectThat, judgeEach, statusOf, succeeded } from '../../src/index.ts';
import { conditionalWrites, hasPreconditions, prepareWrite } from './conditional.ts';

const writers = 8;
const rounds = 4;

export const lostUpdate = defineCheck({
  id: 'lost-update',
  title: 'Lets exactly one of several simultaneous writers win',
  failureTitle: 'Loses an update when several write at once',
  plain: 'Loses the work of one of two people who save at the same moment.',
  family: 'concurrency',
  axis: 'api',
  points: 5,
  severity: 'high',
  basis: 'brief',
  reference: { label: 'RFC 9110, 13.1.1', url: 'https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1' },
  codes: ['CWE-362'],
  signals: ['concurrency', 'data'],
  question: 'Where exactly is the ETag compared: in your code or in the database?',
  visibility: 'public',
  needs: ['target'],
  sticky: true,
  notApplicable: hasPreconditions,
  run: ({ api, challenge }) =>
    judgeEach(
      conditionalWrites(challenge).filter(({ role }) => role !== 'delete'),
      'nothing takes If-Match',
      async (write) => {
        for (let round = 0; round < rounds; round++) {
          const subject = await prepareWrite(api, write);
          const exchanges = await api.race(Array.from({ length: writers }, () => subject.prepare(subject.etag)));
          const winners = exchanges.filter(succeeded);
          const subjectExchange = winners[1] ?? exchanges[0];
          if (subjectExchange === undefined) return;
          expectThat(winners.length === 1, subjectExchange, {
            message: `${winners.length} of ${writers} simultaneous writers with the same ETag succeeded.`,
            expected: 'exactly one success, 412 for the others',
            received: `statuses ${exchanges.map(statusOf).join(', ')}`,
            remedy:
              'Compare and write in one statement (`UPDATE ... WHERE id = $1 AND version = $2`), or lock the row first.',
          });
        }
      },
    ),
});
