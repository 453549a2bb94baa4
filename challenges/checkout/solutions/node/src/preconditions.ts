import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from './problems.ts';

export const etagOf = (version: number) => `"${version}"`;

const tagsOf = (header: string) => header.split(',').map((tag) => tag.trim());

/** Strong comparison (RFC 9110, 13.1.1); a missing header is no condition. Throws 412. */
export const assertMatch = (request: FastifyRequest, version: number) => {
  const header = request.headers['if-match'];
  if (header === undefined || header === '*' || tagsOf(header).includes(etagOf(version))) return;
  throw new Problem('precondition-failed', 'If-Match names another version than the current one.');
};

/** Answers with the representation, or with 304 when the client has it (weak comparison, RFC 9110, 13.1.2). */
export const sendFresh = (request: FastifyRequest, reply: FastifyReply, version: number, body: unknown) => {
  reply.header('etag', etagOf(version));
  const tags = tagsOf(request.headers['if-none-match'] ?? '').map((tag) => tag.replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(etagOf(version)) ? reply.code(304).send() : reply.send(body);
};
