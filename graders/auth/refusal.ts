import type { Because, Exchange } from '../../src/index.ts';
import { answerOf, CheckBlocked, CheckFailure, findingOf, lineOf, statusOf, succeeded } from '../../src/index.ts';

/** What a refusal is asked about: who was refused, to be read after "answered 200 to". */
export type Refused = Because & { to: string };

/** The server broke over a request instead of refusing it. */
const broke = (exchange: Exchange): boolean => statusOf(exchange) === 0 || statusOf(exchange) >= 500;

/**
 * None of the requests succeeded. Any refusal will do: which status it should have had is for other checks to say.
 * @throws CheckFailure when one succeeded, with a finding for each that did: one open way in is enough
 * @throws CheckBlocked when the server broke over one: neither refused nor accepted
 */
export const expectAllRefused = (attempts: readonly { exchange: Exchange; because: Refused }[]): void => {
  const accepted = attempts.filter(({ exchange }) => succeeded(exchange));
  if (accepted.length > 0) {
    throw new CheckFailure(accepted.map(({ exchange, because }) => findingOf(exchange, because)));
  }
  const broken = attempts.find(({ exchange }) => broke(exchange));
  if (broken === undefined) return;
  const { exchange, because } = broken;
  const cause = `\`${lineOf(exchange)}\` ${answerOf(exchange)} to ${because.to}`;
  throw new CheckBlocked(cause, findingOf(exchange, because));
};

/** The request did not succeed; see `expectAllRefused`. */
export const expectRefused = (exchange: Exchange, because: Refused): void => expectAllRefused([{ exchange, because }]);
