import type { Api, Because, Challenge, Exchange, Verdict } from '../../src/index.ts';
import {
  answerOf,
  CheckFailure,
  findingOf,
  isJsonObject,
  judgeEach,
  lineOf,
  statusOf,
  valueAt,
  withValue,
} from '../../src/index.ts';
import { prepareWrite, writesOf } from './writing.ts';

/**
 * The request was answered, and not with 5xx: whether it was accepted or refused is left open.
 * @throws CheckFailure otherwise
 */
export const expectNoCrash = (exchange: Exchange, because: Because): void => {
  const status = statusOf(exchange);
  if (status >= 200 && status < 500) return;
  throw new CheckFailure(findingOf(exchange, { expected: 'any answer below 500', ...because }));
};

/**
 * The service still answers its liveness probe.
 * @param after what was sent before: "a body 10000 levels deep"
 * @throws CheckFailure otherwise
 */
export const expectAlive = async (api: Api, after: string, remedy: string): Promise<void> => {
  const exchange = await api.send({ method: 'GET', path: api.challenge.probes.live });
  const status = statusOf(exchange);
  if (status >= 200 && status < 300) return;
  const message = `After ${after}, \`${lineOf(exchange)}\` ${answerOf(exchange)}.`;
  throw new CheckFailure(findingOf(exchange, { message, expected: 'a 2xx status', remedy }));
};

/** A text or number inside a body, by JSON pointer. */
export type Leaf = { pointer: string; value: string | number };

/** Texts and numbers of a JSON value, at any depth, in order. */
export const leavesOf = (value: unknown, pointer = ''): Leaf[] => {
  if (typeof value === 'string' || typeof value === 'number') return [{ pointer, value }];
  const members = Array.isArray(value) ? Object.entries(value) : isJsonObject(value) ? Object.entries(value) : [];
  return members.flatMap(([name, inner]) =>
    leavesOf(inner, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
};

/** Pointers of the texts of a body. */
export const textsOf = (body: unknown): string[] =>
  leavesOf(body).flatMap(({ pointer, value }) => (typeof value === 'string' ? [pointer] : []));

/** A hostile text: how it is made from a valid one, and its name in findings ("a NUL character"). */
export type HostileText = { what: string; spoil: (text: string) => string; remedy: string };

/** Spoils each text of each body that can be written, one at a time: refused or accepted, but answered. */
export const judgeTexts = (api: Api, challenge: Challenge, { what, spoil, remedy }: HostileText): Promise<Verdict> =>
  judgeEach(writesOf(challenge), 'nothing is written', async (write) => {
    const ready = await prepareWrite(api, write);
    return judgeEach(textsOf(ready.sample()), 'the body has no text', async (pointer) => {
      const sample = ready.sample();
      const json = withValue(sample, pointer, spoil(String(valueAt(sample, pointer))));
      expectNoCrash(await ready.send({ json }, 'probe'), { to: `${what} in \`${pointer}\``, at: pointer, remedy });
    });
  });
