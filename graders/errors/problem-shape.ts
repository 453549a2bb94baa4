import {
  answerOf,
  defineCheck,
  type Exchange,
  findingOf,
  isJsonObject,
  jsonOf,
  lineOf,
  notApplicable,
  partial,
  statusOf,
} from '../../src/index.ts';
import { requireServed } from './served.ts';

const sufficientShare = 0.95;
const maxShown = 5;

/** An error whose body can be judged: HEAD has none, and 401 may do with its header. */
const isJudged = (exchange: Exchange): boolean =>
  statusOf(exchange) >= 400 &&
  exchange.request.method !== 'HEAD' &&
  !(statusOf(exchange) === 401 && exchange.response?.body === '');

export const problemShape = defineCheck({
  id: 'problem-shape',
  title: 'Answers errors with JSON objects, whatever caused them',
  failureTitle: 'Answers errors with something else than JSON objects',
  plain: 'Reports mistakes sometimes in one form and sometimes in another.',
  family: 'errors',
  axis: 'api',
  points: 2,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'RFC 9457, 3', url: 'https://www.rfc-editor.org/rfc/rfc9457#section-3' },
  signals: ['api-design'],
  question: 'Where in your code is the body of an error made, and what gets past that place?',
  visibility: 'public',
  needs: ['traffic'],
  async run({ facts }) {
    requireServed(facts.traffic.exchanges);
    const errors = facts.traffic.exchanges.filter(isJudged);
    if (errors.length === 0) return notApplicable('no request was answered with an error');
    const other = errors.filter((exchange) => !isJsonObject(jsonOf(exchange)));
    const share = 1 - other.length / errors.length;
    if (share >= sufficientShare) return;
    const places = new Map(
      other.map((exchange) => [`${exchange.operationId ?? exchange.request.path} ${statusOf(exchange)}`, exchange]),
    );
    const findings = [...places.values()].slice(0, maxShown).map((exchange) =>
      findingOf(exchange, {
        message: `\`${lineOf(exchange)}\` ${answerOf(exchange)} without a JSON object.`,
        expected: 'a problem document',
        remedy: 'Make every error in one place, also those of the framework, the router and the body parser.',
      }),
    );
    return partial(share, findings);
  },
});
