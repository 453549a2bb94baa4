import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { SentRequest } from '../core/exchange.ts';
import { failureOf, flatHeaders, type TargetAddress, type WireLimits, type WireResult } from './wire.ts';

const endpointOf = (address: TargetAddress) => {
  if ('socketPath' in address) return { socketPath: address.socketPath };
  const { hostname, port } = new URL(address.origin);
  return { host: hostname, port: Number(port || 80) };
};

const readAnswer = async (response: IncomingMessage, maxBytes: number): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    size += chunk.length;
    if (size > maxBytes) throw Object.assign(new Error(`body over ${maxBytes} bytes`), { code: 'ETOOLARGE' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

/** A request of which all but the last byte has been sent. */
export type HeldRequest = { ready: Promise<void>; release: () => void; result: Promise<WireResult> };

/** Opens the connection and sends all but the last byte; a request without a body is held whole in the corked socket. */
export const holdRequest = (address: TargetAddress, sent: SentRequest, limits: WireLimits): HeldRequest => {
  const body = sent.body === undefined ? undefined : Buffer.from(sent.body);
  const headers = body ? { ...sent.headers, 'content-length': String(body.length) } : sent.headers;
  const outgoing: ClientRequest = httpRequest({
    ...endpointOf(address),
    method: sent.method,
    path: sent.path,
    headers,
    agent: false,
  });
  let begun = performance.now();
  let socket: Socket | undefined;
  const ready = new Promise<void>((resolve) => {
    outgoing.once('error', () => resolve());
    outgoing.once('socket', (opened) => {
      socket = opened;
      opened.once('connect', () => {
        if (body && body.length > 1) outgoing.write(body.subarray(0, -1));
        else opened.cork();
        if (!body) outgoing.end();
        resolve();
      });
    });
  });
  const result = new Promise<WireResult>((resolve) => {
    const elapsed = () => Math.round((performance.now() - begun) * 1000) / 1000;
    const failed = (thrown: unknown) => resolve({ failure: failureOf(thrown), durationMs: elapsed() });
    outgoing.setTimeout(limits.deadlineMs, () =>
      outgoing.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })),
    );
    outgoing.once('error', failed);
    outgoing.once('response', (response) => {
      readAnswer(response, limits.maxBodyBytes).then(
        (text) =>
          resolve({
            response: { status: response.statusCode ?? 0, headers: flatHeaders(response.headers), body: text },
            durationMs: elapsed(),
          }),
        failed,
      );
    });
  });
  const release = () => {
    begun = performance.now();
    if (body) outgoing.end(body.subarray(-1));
    socket?.uncork();
  };
  return { ready, release, result };
};

/**
 * Sends requests so that they arrive together: every connection is opened first, each request is held back by its last
 * byte, then all are released in one turn of the event loop.
 */
export const raceRequests = async (
  address: TargetAddress,
  requests: readonly SentRequest[],
  limits: WireLimits,
): Promise<WireResult[]> => {
  const runners = requests.map((sent) => holdRequest(address, sent, limits));
  await Promise.all(runners.map((runner) => runner.ready));
  for (const runner of runners) runner.release();
  return Promise.all(runners.map((runner) => runner.result));
};
