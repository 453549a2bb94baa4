import type { Socket } from 'node:net';
import type { Client, Request } from 'autocannon';
import { answerFailure, type LoadFailureKind, transportFailure } from './failure.ts';
import type { RenderedRequest } from './script.ts';
import { maxBodyBytes, type Outcome } from './sender.ts';

/** The parser's slot for "a message is complete" (`kOnMessageComplete` of http-parser-js). */
const messageComplete = 4;

/** What autocannon's client has beside its documented parts; needed to mend what it gets wrong. */
type ClientInternals = Client & {
  conn: Socket;
  parser: {
    hadError: boolean;
    reinitialize(type: 'RESPONSE'): void;
    finish(): unknown;
    [messageComplete]: () => void;
  };
  pipelinedRequests: { clear(): void };
  destroy(): void;
};

export type ConnectionEvents = {
  draw(): RenderedRequest;
  /** True once the phase is over: each connection then ends with its current request. */
  over(): boolean;
  /** An attempt came to its end. `sentAt` as performance.now(). */
  settled(request: RenderedRequest, sentAt: number, outcome: Outcome): void;
};

/** The request that waits for its answer; not `owed` where its connection was already closing. */
type Pending = { request: RenderedRequest; sentAt: number; sentInChunk: number; owed: boolean };

type Books = {
  client: ClientInternals;
  events: ConnectionEvents;
  timeoutMs: number;
  conn?: Socket;
  pending?: Pending;
  /** Chunks received so far: an answer within the chunk that its request followed upon was not asked for. */
  chunk: number;
  bytesSinceSending: number;
  /** The server announced to close the connection, or we gave it up: what is still written there is owed nothing. */
  closing: boolean;
  lastError?: unknown;
};

const settle = (books: Books, outcome: Outcome): void => {
  const { pending, events } = books;
  books.pending = undefined;
  if (pending?.owed) events.settled(pending.request, pending.sentAt, outcome);
};

const giveUp = (books: Books, failure: LoadFailureKind): void => {
  books.closing = true;
  settle(books, { failure });
  // With an error, for autocannon opens a new connection upon that.
  books.client.conn.destroy(new Error(failure));
};

/** The connection ended with a request unanswered. */
const lose = (books: Books): void => {
  const { pending, lastError, timeoutMs } = books;
  const expired = pending && performance.now() - pending.sentAt >= timeoutMs * 0.95;
  settle(books, { failure: lastError ? transportFailure(lastError) : expired ? 'timeout' : 'reset' });
};

const watch = (books: Books, conn: Socket): void => {
  const { parser } = books.client;
  // Before autocannon's own listener, which parses.
  conn.prependListener('data', (data) => {
    books.chunk += 1;
    books.bytesSinceSending += data.length;
  });
  conn.on('data', () => {
    if (books.closing) return;
    if (parser.hadError) giveUp(books, 'protocol');
    else if (books.bytesSinceSending > maxBodyBytes) giveUp(books, 'too-large');
  });
  // A body without a length ends with the connection.
  conn.prependListener('end', () => parser.finish());
};

/** Interim answers (100, 103) precede the answer; autocannon would take each for one. */
const skipInterimAnswers = (books: Books): void => {
  const { parser } = books.client;
  const complete = parser[messageComplete];
  let interim = false;
  books.client.addListener('headers', (info: { statusCode: number; shouldKeepAlive: boolean }) => {
    interim = info.statusCode < 200 && info.statusCode !== 101;
    if (!interim && !info.shouldKeepAlive) books.closing = true;
  });
  parser[messageComplete] = () => {
    if (!interim) complete();
  };
};

const renewConnection = (books: Books): void => {
  const { client, conn: old } = books;
  // Before the first connection the first request has only been set up, and the parser's callbacks only now exist.
  if (old) lose(books);
  else skipInterimAnswers(books);
  // It may still report an error, to which autocannon would open one more connection into the same parser.
  old?.removeAllListeners().on('error', () => {});
  old?.destroy();
  books.conn = client.conn;
  books.closing = false;
  books.lastError = undefined;
  client.parser.reinitialize('RESPONSE');
  client.pipelinedRequests.clear();
  watch(books, client.conn);
};

const contentLength = (request: RenderedRequest): Record<string, string> =>
  request.body === undefined && request.method !== 'GET' ? { 'content-length': '0' } : {};

const nextRequest = (books: Books, defaults: Request): Request => {
  const request = books.events.draw();
  const owed = !books.closing && !books.events.over();
  books.pending = { request, sentAt: performance.now(), sentInChunk: books.chunk, owed };
  books.bytesSinceSending = 0;
  const { method, path, headers, body } = request;
  return {
    ...defaults,
    method: method as Request['method'],
    path,
    body,
    headers: { ...headers, ...contentLength(request) },
  };
};

const answered = (books: Books, status: number, body: string): void => {
  const { pending } = books;
  if (!pending) return;
  if (pending.owed && pending.sentInChunk === books.chunk) giveUp(books, 'unsolicited');
  else settle(books, { status, failure: answerFailure(pending.request, status, body) });
};

/**
 * Keeps the books of one autocannon connection, because its own do not add up: it never counts a request whose
 * connection ended, takes answers nobody asked for, lets garbage jam its parser for good, gathers bodies without end,
 * and knows neither a body that ends with the connection nor an interim answer. Here every request becomes exactly one
 * outcome, timed by our clock.
 */
export const keepBooks = (client: Client, timeoutMs: number, events: ConnectionEvents): void => {
  const internals = client as ClientInternals;
  const books: Books = { client: internals, events, timeoutMs, chunk: 0, bytesSinceSending: 0, closing: false };
  client.addListener('request', () => {
    if (internals.conn !== books.conn) renewConnection(books);
    if (events.over()) setImmediate(() => internals.destroy());
  });
  client.addListener('connError', (error) => {
    books.lastError ??= error;
  });
  client.setRequests([
    {
      setupRequest: (defaults) => nextRequest(books, defaults),
      onResponse: (status, body) => answered(books, status, body),
    },
  ]);
};
