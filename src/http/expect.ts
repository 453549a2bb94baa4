import { CheckBlocked, CheckFailure } from '../core/errors.ts';
import type { Exchange } from '../core/exchange.ts';
import type { Finding } from '../core/finding.ts';
import { answerOf, headerOf, lineOf, receivedOf, statusOf, succeeded } from './describe.ts';

/**
 * The words around an expectation: what the request was ("to an expired token"), what was expected, how to mend it;
 * `received` where the answer itself is not what was seen.
 */
export type Because = { to?: string; expected?: string; received?: string; remedy: string; at?: string };

/** A finding about one exchange: "`GET /v2/orders` answered 200 to an expired token." */
export const findingOf = (exchange: Exchange, because: Because & { message?: string }): Finding => ({
  message: because.message ?? `\`${lineOf(exchange)}\` ${answerOf(exchange)}${because.to ? ` to ${because.to}` : ''}.`,
  ...(because.expected === undefined ? {} : { expected: because.expected }),
  received: because.received ?? receivedOf(exchange),
  ...(because.at === undefined ? {} : { at: because.at }),
  exchange,
  remedy: because.remedy,
});

/**
 * The answer has one of the statuses.
 * @throws CheckFailure otherwise, also when there was no answer
 */
export const expectStatus = (exchange: Exchange, statuses: number | readonly number[], because: Because): Exchange => {
  const allowed = typeof statuses === 'number' ? [statuses] : statuses;
  if (allowed.includes(statusOf(exchange))) return exchange;
  throw new CheckFailure(findingOf(exchange, { expected: allowed.join(' or '), ...because }));
};

/**
 * The answer is a client error (4xx): refused in some way that is not a crash.
 * @param but statuses of 4xx that do not count
 * @throws CheckFailure otherwise
 */
export const expectRefusal = (exchange: Exchange, because: Because, but: readonly number[] = []): Exchange => {
  const status = statusOf(exchange);
  if (status >= 400 && status < 500 && !but.includes(status)) return exchange;
  throw new CheckFailure(findingOf(exchange, { expected: 'a 4xx status', ...because }));
};

/**
 * The answer is a success, or the check cannot go on: a broken step is judged by its own check.
 * @param what the step, to be read after "Not judged: ": "creating a product"
 * @throws CheckBlocked otherwise
 */
export const requireSuccess = (exchange: Exchange, what: string): Exchange => {
  if (succeeded(exchange)) return exchange;
  const finding = findingOf(exchange, {
    expected: 'a 2xx status',
    remedy: `Make ${what} work first; this check builds on it.`,
  });
  throw new CheckBlocked(`${what} ${answerOf(exchange)}`, finding);
};

/** A response header that must be there. @throws CheckFailure otherwise */
export const expectHeader = (exchange: Exchange, name: string, because: Because): string => {
  const value = headerOf(exchange, name);
  if (value !== undefined && value !== '') return value;
  const message = `\`${lineOf(exchange)}\` ${answerOf(exchange)} without the header \`${name}\`.`;
  throw new CheckFailure(findingOf(exchange, { message, expected: `a ${name} header`, ...because }));
};

/** Fails with a finding about an exchange unless the condition holds. @throws CheckFailure */
export const expectThat = (condition: boolean, exchange: Exchange, because: Because & { message: string }): void => {
  if (!condition) throw new CheckFailure(findingOf(exchange, because));
};
