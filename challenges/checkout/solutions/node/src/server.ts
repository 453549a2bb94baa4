import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { answerTo, Problem, problemOfStatus } from './problems.ts';
import { markDeprecated } from './products-v1.ts';

const maxBodyBytes = 1024 * 1024;
const requestTimeoutMs = 30_000;
const mediaType = 'application/problem+json; charset=utf-8';

const requestId = ({ headers }: { headers: Record<string, string | string[] | undefined> }) => {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
};

export const pathOf = (url: string) => url.split('?', 1)[0] ?? url;

export const sendProblem = (error: Error, request: FastifyRequest, reply: FastifyReply) => {
  const { document, headers } = answerTo(error);
  if (document.status >= 500) request.log.error({ err: error }, 'request failed');
  markDeprecated(request.url, reply);
  // Serialised here: the media type is not one that the framework knows as JSON.
  return reply.code(document.status).headers(headers).type(mediaType).send(JSON.stringify(document));
};

/** Requests that are not even HTTP: the framework never sees them. */
const onClientError = (error: Error & { code?: string }, socket: Socket) => {
  if (!socket.writable) return;
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  const document = problemOfStatus(status);
  const body = JSON.stringify(document);
  socket.end(
    `HTTP/1.1 ${status} ${document.title}\r\ncontent-type: ${mediaType}\r\ncontent-length: ${body.length}\r\n` +
      `connection: close\r\n\r\n${body}`,
  );
};

/** Takes JSON, and merge patches where they are meant; an empty body is no body, whatever its media type. */
export const acceptJson = (app: FastifyInstance) => {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<string>(
    ['application/json', 'application/merge-patch+json'],
    { parseAs: 'string' },
    (request, body, done) => {
      const isMergePatch = request.headers['content-type']?.includes('merge-patch');
      if (isMergePatch && request.method !== 'PATCH') {
        done(Object.assign(new Error('a merge patch is for PATCH'), { statusCode: 415 }));
      } else if (body === '') done(null, undefined);
      else parse(request, body, done);
    },
  );
};

/** Finds out, for a request that no route takes, whether another method would do: 405 with `Allow`, or else 404. */
export const refuseUnknownRoutes = (app: FastifyInstance) => {
  const methods = new Map<string, { pattern: RegExp; methods: Set<string> }>();
  app.addHook('onRoute', ({ url, method, config }) => {
    if (!config?.access) throw new Error(`${url} does not say who may use it`);
    const pattern = new RegExp(`^${url.replace(/:\w+/g, '[^/]+')}$`);
    const known = methods.get(url) ?? { pattern, methods: new Set() };
    for (const each of [method].flat()) known.methods.add(each);
    methods.set(url, known);
  });
  app.addHook('onRequest', async ({ is404, url }) => {
    if (!is404) return;
    const path = pathOf(url);
    for (const { pattern, methods: known } of methods.values()) {
      if (pattern.test(path)) {
        throw new Problem('method-not-allowed', '', { headers: { allow: [...known].sort().join(', ') } });
      }
    }
    throw new Problem('not-found', 'There is nothing at this path.');
  });
};

/** A Fastify that logs JSON and answers whatever goes wrong with a problem document. */
export const createServer = (logLevel: string) =>
  Fastify({
    bodyLimit: maxBodyBytes,
    requestTimeout: requestTimeoutMs,
    // While stopping, what comes on open connections is still served.
    return503OnClosing: false,
    genReqId: requestId,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    logger: {
      level: logLevel,
      formatters: { level: (level) => ({ level }) },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
    },
    frameworkErrors: sendProblem,
    clientErrorHandler: onClientError,
  });
