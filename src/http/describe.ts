import type { Exchange } from '../core/exchange.ts';
import { parseJson } from '../core/json.ts';

/** `GET /v2/orders` of an exchange: method and path, at most 120 characters. */
export const lineOf = (exchange: Exchange): string => {
  const line = `${exchange.request.method} ${exchange.request.path}`;
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
};

const failureText: Record<NonNullable<Exchange['failure']>['kind'], string> = {
  refused: 'the connection was refused',
  reset: 'the connection was closed without a complete answer',
  timeout: 'no complete answer within the deadline',
  'too-large': 'a body over the limit of 1 MB',
  protocol: 'an answer that is not valid HTTP',
  aborted: 'no answer before the check ran out of time',
};

/** What came back, for `received`: status, media type and the beginning of the body; or what went wrong on the wire. */
export const receivedOf = (exchange: Exchange): string => {
  if (exchange.failure) return failureText[exchange.failure.kind];
  const { status, headers, body } = exchange.response ?? { status: 0, headers: {}, body: '' };
  const media = headers['content-type'] ? ` ${headers['content-type']}` : '';
  const text = body.length > 200 ? `${body.slice(0, 200)}… (${body.length} characters)` : body;
  return `${status}${media}${text ? `: ${text}` : ', empty body'}`;
};

/** `answered 404` or `was not answered: the connection was refused`, to follow the request's line in a message. */
export const answerOf = (exchange: Exchange): string =>
  exchange.failure
    ? `was not answered: ${failureText[exchange.failure.kind]}`
    : `answered ${exchange.response?.status}`;

/** Status of the answer; 0 when there was none. */
export const statusOf = (exchange: Exchange): number => exchange.response?.status ?? 0;

/** Body as JSON, or undefined where it is none. */
export const jsonOf = (exchange: Exchange): unknown =>
  exchange.response ? parseJson(exchange.response.body) : undefined;

/** A response header by name, in any case. */
export const headerOf = (exchange: Exchange, name: string): string | undefined =>
  exchange.response?.headers[name.toLowerCase()];

/** Whether the answer is a success (2xx). */
export const succeeded = (exchange: Exchange): boolean => statusOf(exchange) >= 200 && statusOf(exchange) < 300;
