import { CheckBlocked, defineCheck, fail, partial } from '../../src/index.ts';
import { entriesOf, wholeLines } from './log-entries.ts';
import { type LoggedRequest, loggedRequests, requestMembers } from './request-entries.ts';

const remedy = 'Add a request logger that writes these as members of the JSON object, not inside the message.';

const maxShown = 200;

/**
 * The best way in which requests are logged, if more than a quarter are logged so: one layer of an application may log
 * less than another.
 */
const typical = (requests: readonly LoggedRequest[]): LoggedRequest | undefined =>
  requests.toSorted((one, other) => other.size - one.size)[Math.floor(requests.length / 4)];

export const requestLogs = defineCheck({
  id: 'request-logs',
  title: 'Logs each request with all that was asked for',
  failureTitle: 'Leaves things out of the log of a request',
  plain: 'Does not write down enough about each request to find out later what happened.',
  family: 'image',
  axis: 'infrastructure',
  points: 2,
  severity: 'low',
  basis: 'brief',
  reference: { label: 'brief' },
  signals: ['operations'],
  question: 'A customer reports a request that failed yesterday. How do you find it in your log?',
  visibility: 'public',
  needs: ['lifecycle'],
  async run({ facts: { lifecycle } }) {
    const entries = entriesOf(wholeLines(lifecycle));
    if (entries.length === 0) throw new CheckBlocked('the log has no JSON lines');
    const expected = requestMembers.join(', ');
    const request = typical(loggedRequests(entries));
    if (request === undefined) {
      const message = `None of ${entries.length} JSON log lines told of a request.`;
      return fail([
        { message, expected: `a line for each request with ${expected}`, received: 'no such line', remedy },
      ]);
    }
    const missing = requestMembers.filter((member) => !request.has(member));
    if (missing.length === 0) return undefined;
    return partial(request.size / requestMembers.length, [
      {
        message: `The log of a request did not tell: ${missing.join(', ')}.`,
        expected,
        received: [...request.values()].join(', ').slice(0, maxShown),
        remedy,
      },
    ]);
  },
});
