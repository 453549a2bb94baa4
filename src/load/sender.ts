import { type Dispatcher, Pool } from 'undici';
import { answerFailure, type LoadFailureKind, transportFailure } from './failure.ts';
import type { RenderedRequest } from './script.ts';
import { type LoadTarget, targetOrigin, targetSocket } from './target.ts';

/** Largest answer that is read; more than any page of a take-home API. */
export const maxBodyBytes = 1 << 20;

/** Idle connections are closed before common servers (5 s, 2 s) close theirs under a request. */
const keepAliveMs = 1000;

/** How often expired requests are looked for; deadlines are seconds. */
const sweepMs = 20;

/** What became of a request: verified when `failure` is absent. */
export type Outcome = { status?: number; failure?: LoadFailureKind };

export type Sender = {
  /** Sends at once; `settle` is called exactly once, at the latest shortly after `expiresAt` (performance.now()). */
  send(request: RenderedRequest, expiresAt: number, settle: (outcome: Outcome) => void): void;
  inFlight(): number;
  close(): Promise<void>;
};

type Flight = { expiresAt: number; expire: () => void };

/** Collects one answer; the body is kept only where it is checked, and never beyond the cap. */
const answerHandler = (request: RenderedRequest, settle: (outcome: Outcome) => void) => {
  let status = 0;
  let bytes = 0;
  const chunks: Buffer[] = [];
  let controller: Dispatcher.DispatchController | undefined;
  let failed: LoadFailureKind | undefined;
  const abort = (kind: LoadFailureKind) => {
    failed ??= kind;
    settle({ failure: failed });
    controller?.abort(new Error(kind));
  };
  const handler: Dispatcher.DispatchHandler = {
    onRequestStart(started) {
      controller = started;
      // Expired while it waited for a connection: must not be sent any more.
      if (failed) started.abort(new Error(failed));
    },
    onResponseStart(_, statusCode) {
      status = statusCode;
    },
    onResponseData(_, chunk) {
      bytes += chunk.length;
      if (bytes > maxBodyBytes) abort('too-large');
      else if (request.contains !== undefined) chunks.push(chunk);
    },
    onResponseEnd() {
      settle({ status, failure: failed ?? answerFailure(request, status, Buffer.concat(chunks)) });
    },
    onResponseError(_, error) {
      settle({ failure: failed ?? transportFailure(error) });
    },
  };
  return { handler, expire: () => abort('timeout') };
};

/**
 * Sends requests over keep-alive connections, at most `connections` at a time, one request each (never pipelined).
 * Deadlines are swept in order of sending, so all requests of a sender must be given the same time to live.
 */
export const createSender = (target: LoadTarget, connections: number, connectTimeoutMs: number): Sender => {
  const pool = new Pool(targetOrigin(target), {
    socketPath: targetSocket(target),
    connections,
    pipelining: 1,
    connectTimeout: connectTimeoutMs,
    // The sweep is the one deadline: time-outs of parts would only add kinds of failure.
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: keepAliveMs,
    keepAliveMaxTimeout: keepAliveMs,
    maxHeaderSize: 16 << 10,
  });
  const flights = new Set<Flight>();
  const sweep = setInterval(() => {
    const now = performance.now();
    for (const flight of flights) {
      if (flight.expiresAt > now) break;
      flight.expire();
    }
  }, sweepMs);
  return {
    send(request, expiresAt, settle) {
      const { handler, expire } = answerHandler(request, (outcome) => {
        if (flights.delete(flight)) settle(outcome);
      });
      const flight: Flight = { expiresAt, expire };
      flights.add(flight);
      const { path, method, headers, body } = request;
      pool.dispatch({ path, method, headers, body }, handler);
    },
    inFlight: () => flights.size,
    async close() {
      clearInterval(sweep);
      await pool.destroy();
    },
  };
};
