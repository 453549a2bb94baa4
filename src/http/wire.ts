import type { Exchange, SentRequest, TransportFailureKind } from '../core/exchange.ts';

/** Where the target listens: a unix socket of the pod, or an origin such as `http://localhost:8080`. */
export type TargetAddress = { socketPath: string } | { origin: string };

/** Bounds of one exchange. */
export type WireLimits = {
  /** From sending to the last byte, milliseconds. */
  deadlineMs: number;
  /** Decoded body bytes. */
  maxBodyBytes: number;
};

export const defaultWireLimits: WireLimits = { deadlineMs: 10_000, maxBodyBytes: 1_000_000 };

/** What came back, without its place in the traffic. */
export type WireResult = Pick<Exchange, 'response' | 'failure' | 'durationMs'>;

/** Headers every request carries unless it says otherwise: those of curl, so that a reproduction is the same request. */
export const commonHeaders: Record<string, string> = { 'user-agent': 'curl/8.5.0', accept: '*/*' };

const kinds: [RegExp, TransportFailureKind][] = [
  [/ECONNREFUSED|ENOENT/, 'refused'],
  [/ETIMEDOUT|ECONNABORTED|ETIME|UND_ERR_.*TIMEOUT/, 'timeout'],
  [/ETOOLARGE/, 'too-large'],
  [/^HPE_|ERR_STREAM_PREMATURE|Z_(DATA|BUF)_ERROR/, 'protocol'],
  [/ABORT/, 'aborted'],
];

/** Classifies a client error by its code; anything else on an established connection counts as a reset. */
export const failureOf = (thrown: unknown): NonNullable<Exchange['failure']> => {
  const record = thrown as { code?: unknown; message?: unknown; timeout?: unknown };
  const code = String(record?.code ?? '');
  const message = `${code} ${String(record?.message ?? thrown)}`.trim().slice(0, 300);
  if (record?.timeout) return { kind: 'timeout', message };
  return { kind: kinds.find(([pattern]) => pattern.test(code))?.[1] ?? 'reset', message };
};

/** Header fields as text, repeated ones joined, names in lower case. */
export const flatHeaders = (headers: Record<string, string | string[] | undefined>): Record<string, string> => {
  const flat: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : String(value);
  }
  return { ...flat };
};

/** One way of putting a request on the wire. */
export type Wire = (request: SentRequest, signal: AbortSignal) => Promise<WireResult>;
