import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** One attempt: the status of a whole HTTP answer, or what came instead of one. */
type Probe = { status: number } | { failure: string };

export type Readiness = {
  /** The first answer below 500. */
  answer?: { path: string; status: number };
  /** What the last attempt saw, for people, e.g. `answered 503`. */
  last: string;
};

export type ReadinessOptions = {
  socketPath: string;
  path: string;
  timeoutMs: number;
  /** Ends the wait early: interrupted, or the container is gone. */
  signal: AbortSignal;
};

const firstPauseMs = 50;
const lastPauseMs = 250;
const pauseGrowth = 1.25;
const answerTimeoutMs = 2_000;
const maxHeaderBytes = 16_384;

const failures: Readonly<Record<string, string>> = {
  ECONNRESET: 'closed the connection without an answer',
  EPIPE: 'closed the connection without an answer',
  HPE_HEADER_OVERFLOW: `sent more than ${maxHeaderBytes} bytes of headers`,
};

const failureOf = (error: NodeJS.ErrnoException): string => {
  const code = error.code ?? '';
  return failures[code] ?? (code.startsWith('HPE_') ? 'answered something that is not HTTP' : `failed (${code})`);
};

/** Sends one GET and reads the head of the answer, never its body. Does not throw. */
const probe = ({ socketPath, path, signal }: ReadinessOptions): Promise<Probe> =>
  new Promise((resolve) => {
    const headers = { host: 'localhost', accept: '*/*', connection: 'close' };
    const sent = request({ socketPath, path, headers, agent: false, maxHeaderSize: maxHeaderBytes });
    const end = (result: Probe) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      resolve(result);
      sent.destroy();
    };
    const onAbort = () => end({ failure: 'was not waited for' });
    const timer = setTimeout(() => end({ failure: `did not answer within ${answerTimeoutMs} ms` }), answerTimeoutMs);
    signal.addEventListener('abort', onAbort, { once: true });
    sent.on('error', (error) => end({ failure: failureOf(error) }));
    sent.on('response', ({ statusCode }) => end({ status: statusCode ?? 0 }));
    sent.on('upgrade', () => end({ failure: 'switched protocols' }));
    sent.end();
  });

/**
 * Asks until there is an HTTP answer below 500: a program that has not got its database yet says 503, one that does not
 * know the path says 404 and is ready all the same. Ends with the time or the signal, without throwing.
 */
export const awaitAnswer = async (options: ReadinessOptions): Promise<Readiness> => {
  const { path, timeoutMs, signal } = options;
  const deadline = performance.now() + timeoutMs;
  let last = 'was not asked';
  for (let pauseMs = firstPauseMs; !signal.aborted; pauseMs = Math.min(pauseMs * pauseGrowth, lastPauseMs)) {
    const result = await probe(options);
    if (signal.aborted) break;
    if ('status' in result && result.status < 500) return { answer: { path, status: result.status }, last };
    last = 'status' in result ? `answered ${result.status}` : result.failure;
    if (performance.now() + pauseMs > deadline) break;
    await sleep(pauseMs, undefined, { signal }).catch(() => {});
  }
  return { last };
};
