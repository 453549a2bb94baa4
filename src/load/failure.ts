/**
 * Why an attempt is no verified answer. `not-started`: the bound on requests in flight was reached. `generator`: the
 * generator's own host had no port or descriptor left. `unsolicited`: the answer came before its request was sent.
 */
export type LoadFailureKind =
  | 'not-started'
  | 'generator'
  | 'refused'
  | 'reset'
  | 'timeout'
  | 'too-large'
  | 'protocol'
  | 'unsolicited'
  | 'unexpected-status'
  | 'unexpected-body';

const kinds: Record<string, LoadFailureKind> = {
  ECONNREFUSED: 'refused',
  ENOENT: 'refused',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  EADDRNOTAVAIL: 'generator',
  EMFILE: 'generator',
};

/** Kind of a transport error by its `code` (Node, undici); whatever is unknown broke the protocol. */
export const transportFailure = (error: unknown): LoadFailureKind => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return kinds[code] ?? 'protocol';
};

/**
 * Checks a whole answer against what its request expects.
 * @returns nothing when it is verified
 */
export const answerFailure = (
  expected: { statuses: readonly number[]; contains: string | undefined },
  status: number,
  body: { includes(text: string): boolean },
): LoadFailureKind | undefined => {
  if (!expected.statuses.includes(status)) return 'unexpected-status';
  if (expected.contains !== undefined && !body.includes(expected.contains)) return 'unexpected-body';
  return undefined;
};
