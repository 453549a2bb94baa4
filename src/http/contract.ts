import type { Challenge, Operation } from '../core/challenge.ts';
import type { Exchange } from '../core/exchange.ts';
import { jsonOf, statusOf } from './describe.ts';
import { compileSchema, type SchemaError } from './schema-validator.ts';

type Response = Operation['responses'][string];

/** The declared response for a status: exact, by range, or the default (OpenAPI, Responses Object). */
export const responseFor = (operation: Operation, status: number): Response | undefined =>
  operation.responses[String(status)] ??
  operation.responses[`${Math.floor(status / 100)}XX`] ??
  operation.responses[`${Math.floor(status / 100)}xx`] ??
  operation.responses.default;

/** `application/json` of `application/json; charset=utf-8`. */
export const mediaTypeOf = (contentType: string | undefined): string =>
  (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

/** The schema a document gives for the body of an exchange; undefined where it gives none. */
export const responseSchema = (operation: Operation, exchange: Exchange): Record<string, unknown> | undefined => {
  const types = responseFor(operation, statusOf(exchange))?.mediaTypes ?? {};
  const type = mediaTypeOf(exchange.response?.headers['content-type']);
  return types[type] ?? types[`${type.split('/')[0]}/*`] ?? types['*/*'];
};

/** How the body of an exchange breaks the schema of the challenge's own contract; empty when it does not. */
export const schemaErrors = (challenge: Challenge, exchange: Exchange): SchemaError[] => {
  const operation = challenge.operations.get(exchange.operationId ?? '');
  const schema = operation && responseSchema(operation, exchange);
  if (schema === undefined) return [];
  return compileSchema(schema, challenge.contract)(jsonOf(exchange)).errors;
};
