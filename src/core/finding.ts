import type { Exchange } from './exchange.ts';

/**
 * One observed fact against the submission, as data; prose around it and colour live in the reporters.
 * `message` is a sentence with the candidate's API as its subject, in the past tense: "`GET /v2/orders` answered 200 to
 * a token that expired one hour ago." No exclamation marks, no blame.
 */
export type Finding = {
  message: string;
  /** What the requirement asks for, e.g. `401 with WWW-Authenticate`. */
  expected?: string;
  /** What was seen, e.g. `200, 3 orders`. May hold candidate text: clipped by the maker, escaped by each reporter. */
  received?: string;
  /** Where: a JSON pointer, `file:line`, or an operation such as `GET /v2/orders`. */
  at?: string;
  /** The exact exchange; reporters print its request as a `curl` line. */
  exchange?: Exchange;
  /** What to do about it, one or two sentences. */
  remedy: string;
};
