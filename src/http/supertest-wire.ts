import type { IncomingMessage } from 'node:http';
import request from 'supertest';
import type { SentRequest } from '../core/exchange.ts';
import { failureOf, flatHeaders, type TargetAddress, type Wire, type WireLimits, type WireResult } from './wire.ts';

const baseOf = (address: TargetAddress): string =>
  'socketPath' in address ? `http+unix://${encodeURIComponent(address.socketPath)}` : address.origin;

/** Reads a body as text whatever its type says: nothing a server sends makes the client throw. */
const readText = (response: IncomingMessage, done: (error: Error | null, body: unknown) => void): void => {
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer | string) => chunks.push(Buffer.from(chunk)));
  response.on('end', () => done(null, Buffer.concat(chunks).toString('utf8')));
};

type SupertestRequest = ReturnType<ReturnType<typeof request>['get']>;

const prepared = (base: string, sent: SentRequest, limits: WireLimits): SupertestRequest => {
  const method = sent.method.toLowerCase() as 'get';
  const outgoing = request(base)[method](sent.path);
  outgoing
    .redirects(0)
    .ok(() => true)
    .timeout({ response: limits.deadlineMs, deadline: limits.deadlineMs })
    .maxResponseSize(limits.maxBodyBytes)
    .buffer(true)
    .parse(readText as never)
    .set(sent.headers);
  if (sent.body !== undefined) outgoing.send(sent.body);
  return outgoing;
};

/**
 * Sends by supertest, over a unix socket or to an origin: no redirects, a total deadline, a cap on the decoded body,
 * every answer taken as text.
 */
export const supertestWire = (address: TargetAddress, limits: WireLimits): Wire => {
  const base = baseOf(address);
  return async (sent, signal): Promise<WireResult> => {
    const begun = performance.now();
    const elapsed = () => Math.round((performance.now() - begun) * 1000) / 1000;
    const outgoing = prepared(base, sent, limits);
    const abort = () => outgoing.abort();
    signal.addEventListener('abort', abort, { once: true });
    try {
      const answer = await outgoing;
      const body = typeof answer.body === 'string' ? answer.body : '';
      return { response: { status: answer.status, headers: flatHeaders(answer.headers), body }, durationMs: elapsed() };
    } catch (thrown) {
      const failure = signal.aborted
        ? { kind: 'aborted' as const, message: 'the check ran out of time' }
        : failureOf(thrown);
      return { failure, durationMs: elapsed() };
    } finally {
      signal.removeEventListener('abort', abort);
    }
  };
};
